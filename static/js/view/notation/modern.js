// As most textbooks write today: z, a, δ.
import { textbook } from "./textbook.js";

/** @param {import("./description.js").Description} description @param {import("../arithmetic.js").Lesson} lesson */
export const modern = (description, lesson) => textbook(description, { ...lesson, names: lesson.names.in("modern") });
