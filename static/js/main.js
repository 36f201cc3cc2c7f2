// The main page.
import { start } from "./start.js";
import { mountApp } from "./view/app.js";

start({ mount: mountApp, drawn: () => {}, keepsAddress: false });
