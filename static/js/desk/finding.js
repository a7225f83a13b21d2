// The first screen: one box for names, and the rows that it finds.

import { clear } from "./result.js";
import { fill } from "./rows.js";
import { SHORTEST } from "./search.js";
import { say } from "./words.js";

export function searchScreen({ door, results, scanned }) {
  const box = document.querySelector("#query");
  const hits = document.querySelector("#hits");
  const list = document.querySelector("#found");

  // Where there is a keyboard the next name, or the next scan, comes in the box at once; on a touch
  // screen the keys would hide what came of it.
  async function checkIn(people) {
    await results.checkIn(people, "search");
    if (!matchMedia("(pointer: fine)").matches) return;
    box.focus({ preventScroll: true });
    box.select();
  }

  function show() {
    const query = box.value.trim();
    const guests = door.find(query);
    fill(list, door, guests, checkIn);
    if (query.length < SHORTEST) hits.textContent = say("three_letters");
    else hits.textContent = guests.length ? say("hits", { n: guests.length }) : say("hits_none");
    document.querySelector("#no-hits").hidden = query.length < SHORTEST || guests.length > 0;
  }

  box.addEventListener("input", show);
  box.form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (scanned(box.value, { quietly: true })) { box.value = ""; show(); return; }
    clear(); // what came of the last scan is not about this
    const first = list.querySelector("a, button");
    if (first) first.focus();
    else if (box.value.trim()) results.refuse("nobody");
  });
  return {
    show,
    open() {
      show();
      box.focus({ preventScroll: true });
      box.select();
    },
    empty() {
      box.value = "";
      show();
    },
  };
}
