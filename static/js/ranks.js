// Wishes in order: beside the selects, buttons that move a wish up or down. The selects stay, and
// stay what is sent; a wish chosen twice moves, so that each stands there once.

function swap(one, other) {
  [one.value, other.value] = [other.value, one.value];
}

export function ranksOf(root) {
  for (const ranks of root.querySelectorAll(".ranks")) {
    const selects = [...ranks.querySelectorAll("select")];
    let before = selects.map((select) => select.value);
    const said = ranks.querySelector("[role=status]");
    const settle = () => { before = selects.map((select) => select.value); };

    ranks.addEventListener("change", (event) => {
      const at = selects.indexOf(event.target);
      const twin = selects.findIndex((select, index) => index !== at && select.value && select.value === event.target.value);
      if (twin >= 0) selects[twin].value = before[at];
      settle();
    });

    for (const button of ranks.querySelectorAll("button[data-move]")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        const at = selects.indexOf(button.closest(".rank").querySelector("select"));
        const to = at + Number(button.dataset.move);
        if (!selects[to]) return;
        swap(selects[at], selects[to]);
        settle();
        const place = selects[to].closest(".rank");
        const text = selects[to].selectedOptions[0]?.text ?? "";
        said.textContent = `${place.querySelector("label").textContent}: ${text}`;
        (place.querySelector(`button[data-move="${button.dataset.move}"]:not([disabled])`) ?? selects[to]).focus();
      });
    }
  }
}
