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

// A form that could not be sent, or that the server could not answer, is never silent.
for (const failure of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(failure, () => {
    const told = document.getElementById("told");
    const words = document.createElement("p");
    words.className = "notice bad";
    words.textContent = told.dataset.failed;
    told.replaceChildren(words);
  });
}
