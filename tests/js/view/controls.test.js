import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { ariaKeys, DEEDS } from "../../../static/js/deeds.js";
import * as controls from "../../../static/js/view/controls.js";
import { explains } from "../../../static/js/view/explains.js";

const { Button, IconButton, Input, Link, Select, Summary, TextArea, does } = controls;
const VIEW = new URL("../../../static/js/view/", import.meta.url);
const modules = readdirSync(VIEW, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".js"));
const sources = modules.map((name) => ({ name, text: readFileSync(new URL(name, VIEW), "utf8") }));

/** Draws a component, down to the tag. @param {any} drawn @returns {any} */
const tagOf = (drawn) => (typeof drawn.type === "function" ? tagOf(drawn.type(drawn.props)) : drawn);

describe("a control", () => {
  const all = { Button, IconButton, Input, Link, Select, Summary, TextArea };

  test("is not drawn without words", () => {
    for (const [name, draw] of Object.entries(all)) {
      const bare = /** @type {any} */ ({ label: "New", icon: "find" });
      assert.throws(() => tagOf(draw(bare)), TypeError, name);
      assert.throws(() => tagOf(draw({ ...bare, explains: "" })), TypeError, name);
      assert.throws(() => tagOf(draw({ ...bare, explains: "not a sentence" })), TypeError, name);
    }
    // @ts-expect-error words are required
    assert.throws(() => explains(), TypeError);
    // @ts-expect-error words are required
    assert.throws(() => Button({ class: "button" }), TypeError);
  });

  test("carries its words onto the page", () => {
    for (const draw of Object.values(all)) {
      const { type, props } = tagOf(draw({ explains: "Does it.", called: "Doer", label: "Do", icon: "find", id: "x" }));
      assert.match(type, /^(button|input|a|select|summary|textarea)$/);
      assert.equal(props["data-explains"], "Does it.");
      assert.equal(props["data-called"], "Doer");
      assert.equal(props.id, "x");
    }
    assert.equal(tagOf(Button({ explains: "Does it." })).props.type, "button");
  });

  test("is drawn nowhere else", () => {
    assert.ok(sources.length > 80);
    for (const { name, text } of sources) {
      const bare = text.match(/<(button|input|select|textarea|summary|a)\b(?! \*)[\s>]/g) ?? [];
      assert.deepEqual(bare, [], name);
      // What is reached with the keyboard without being one of these has its words in the same tag.
      for (const [tag] of text.matchAll(/<\w[^<]*?\btabindex=[^\n]*/g))
        assert.ok(/\.\.\.\$\{(explains\(|STAGE|own)/.test(tag) || tag.startsWith("<${Button"), `${name}: ${tag}`);
    }
  });
});

test("a button has the words, the keys and the action of what it does", () => {
  /** @type {string[]} */
  const done = [];
  const actions = /** @type {any} */ ({ redo: () => done.push("redo") });
  const { explains: words, title, onClick, ...rest } = does(DEEDS.redo, actions);
  assert.equal(words, DEEDS.redo.explains);
  assert.equal(title, "Redo (Ctrl+Shift+Z, Ctrl+Y)");
  assert.equal(rest["aria-keyshortcuts"], "Control+Shift+Z Control+Y");
  onClick();
  assert.deepEqual(done, ["redo"]);
  assert.equal(does(DEEDS.redo, actions, "You are watching.").title, "You are watching.");
  assert.equal(does(DEEDS.restart, actions)["aria-keyshortcuts"], undefined);
});

test("everything people do has words of its own", () => {
  const all = Object.values(DEEDS);
  for (const { label, explains: words } of all) assert.doesNotThrow(() => explains(words), label);
  assert.equal(new Set(all.map(({ explains: words }) => words)).size, all.length);
  assert.equal(ariaKeys(["+", "Shift+ArrowLeft", "p"]), "Plus Shift+ArrowLeft p");
});
