// As Mazur's article writes: net, out, E_total.
import { textbook } from "./textbook.js";

/** @param {import("./description.js").Description} description @param {import("../arithmetic.js").Lesson} lesson */
export const article = (description, lesson) => textbook(description, { ...lesson, names: lesson.names.in("article") });
