// Shows how a text in Markdown will look: after a press on its button, and then while typing.

const PAUSE = 700; // milliseconds without a key before the preview is fetched

function start(block) {
  const [text, button, preview, said] = ["textarea", "button", ".preview", "[role=status]"]
    .map((part) => block.querySelector(part));
  const shown = preview.firstElementChild;
  let timer = 0;
  let asked = 0;

  async function update() {
    const mine = ++asked;
    const body = new URLSearchParams({ text: text.value });
    const token = text.form.elements.csrfmiddlewaretoken;
    const answer = await fetch(block.dataset.previewFrom, {
      method: "POST", body, headers: { "X-CSRFToken": token ? token.value : "" },
    }).catch(() => null);
    if (!answer || !answer.ok || mine !== asked) return;
    shown.innerHTML = await answer.text(); // cleaned by the server
    said.textContent = "";
    requestAnimationFrame(() => { said.textContent = said.dataset.said; });
  }

  function open(yes) {
    preview.hidden = !yes;
    button.setAttribute("aria-expanded", String(yes));
    if (yes) update();
  }

  button.type = "button"; // it sends nothing now, so Enter in a line saves the form
  button.setAttribute("aria-controls", preview.id);
  button.setAttribute("aria-expanded", String(!preview.hidden));
  button.addEventListener("click", () => open(preview.hidden));
  text.addEventListener("input", () => {
    clearTimeout(timer);
    if (!preview.hidden) timer = setTimeout(update, PAUSE);
  });
}

const started = new WeakSet();

export function startAll(root = document) {
  for (const block of root.querySelectorAll("[data-preview-from]")) {
    if (!started.has(block)) { started.add(block); start(block); }
  }
}

startAll();
document.addEventListener("htmx:load", (event) => startAll(event.target));
