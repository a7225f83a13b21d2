// Keeps the focus where the organiser was, when a row of the programme has been replaced.

let left = "";

document.addEventListener("htmx:beforeRequest", (event) => {
  left = event.target.dataset.item || "";
});

document.addEventListener("htmx:afterSettle", () => {
  if (!left || document.activeElement !== document.body) return;
  const link = document.getElementById(`edit-${left}`);
  if (link) link.focus();
  left = "";
});
