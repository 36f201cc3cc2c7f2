// A page around a frame of Deltaflow: says where to go, hears where it is. `?server=` names the server.
const frame = document.getElementById("deltaflow");
const server = document.querySelector("#server [name=server]");
let origin = "";

function show(address) {
  origin = new URL(address).origin;
  frame.src = `${origin}/embed?example=mazur&theme=light`;
}

/** Only the server's own frame hears it. */
const say = (message) => frame.contentWindow.postMessage(message, origin);

addEventListener("message", ({ source, origin: from, data }) => {
  // Anybody can send messages to a window: take only the frame's.
  if (source !== frame.contentWindow || from !== origin) return;
  if (data.type === "deltaflow:refused") document.getElementById("answer").textContent = `refused: ${data.reason}`;
  else document.getElementById("answer").textContent = data.type;
  if (typeof data.iteration !== "number") return;
  document.getElementById("position").textContent = `iteration ${data.iteration}, moment ${data.moment} (${data.phase})`;
  document.getElementById("error").textContent = data.error_total ?? "not computed yet";
});

for (const button of document.querySelectorAll("[data-say]"))
  button.addEventListener("click", () => say({ type: `deltaflow:${button.dataset.say}` }));

document.getElementById("go").addEventListener("submit", (event) => {
  event.preventDefault();
  const { iteration, moment } = event.currentTarget.elements;
  say({ type: "deltaflow:go_to", iteration: Number(iteration.value), moment: Number(moment.value) });
});

document.getElementById("server").addEventListener("submit", (event) => {
  event.preventDefault();
  show(server.value);
});

const asked = new URLSearchParams(location.search).get("server");
if (asked) {
  server.value = asked;
  show(asked);
}
