// Moves through a grid of tables with Enter and the arrow keys, adds empty rows, takes pasted cells.

const FIELDS = "input:not([type=hidden]), textarea, select";
const rowsOf = (grid) => [...grid.tBodies[0].rows];
const cellsOf = (row) => [...row.querySelectorAll(FIELDS)];
let added = 0;

function addRow(grid) {
  const last = rowsOf(grid).at(-1);
  const was = last.querySelector("input[name=row]").value;
  const name = `new${100 + ++added}`;
  const row = last.cloneNode(true);
  for (const part of row.querySelectorAll("*")) {
    for (const attribute of ["name", "id", "for", "value", "aria-describedby"]) {
      const value = part.getAttribute(attribute);
      if (value && value.includes(was)) part.setAttribute(attribute, value.replace(was, name));
    }
  }
  row.querySelectorAll(".suggestions, [role=status], .error").forEach((part) => part.remove());
  for (const field of cellsOf(row)) field.value = "";
  grid.tBodies[0].append(row);
  row.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true })); // as for any new part of a page
  return row;
}

function move(grid, field, step) {
  const rows = rowsOf(grid);
  const row = field.closest("tr");
  const column = cellsOf(row).indexOf(field);
  const next = rows[rows.indexOf(row) + step] || (step > 0 ? addRow(grid) : null);
  const there = next && cellsOf(next)[column];
  if (there) { there.focus(); if (there.select) there.select(); }
  return Boolean(there);
}

function paste(grid, field, text) {
  const lines = text.replace(/\r/g, "").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
  if (lines.length < 2 && lines[0].length < 2) return false;
  let row = field.closest("tr");
  const column = cellsOf(row).indexOf(field);
  for (const [n, line] of lines.entries()) {
    if (n) row = rowsOf(grid)[rowsOf(grid).indexOf(row) + 1] || addRow(grid);
    const first = cellsOf(row)[column];
    const cells = cellsOf(row).filter((cell) => cell === first || !cell.name.endsWith("-question"));
    const from = cells.indexOf(first);
    line.forEach((value, m) => { if (cells[from + m]) cells[from + m].value = value.trim(); });
  }
  return true;
}

for (const grid of document.querySelectorAll(".table-grid")) {
  grid.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!field.matches("input") || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const steps = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (!step || (event.key !== "Enter" && field.type === "number")) return;
    if (move(grid, field, step)) event.preventDefault();
  });
  grid.addEventListener("paste", (event) => {
    if (!event.target.matches("input")) return;
    if (paste(grid, event.target, event.clipboardData.getData("text"))) event.preventDefault();
  });
  grid.addEventListener("input", (event) => {
    if (event.target.closest("tr") === rowsOf(grid).at(-1)) addRow(grid);
  });
}
