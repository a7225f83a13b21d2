// The last screen: this phone holds no list any more. Why, and what there is to do.

import { say } from "./words.js";

const LET_IN = new Set(["stopped", "unknown", "left"]); // after which the phone may come back

export function showGone(why, n) {
  for (const part of document.querySelectorAll("[data-with-list], [data-screen][hidden]")) part.remove();
  const words = say(why === "leaving" && !n ? "gone_leaving_idle" : `gone_${why}`, { n });
  const line = document.querySelector("#gone");
  if (line.textContent === words) return;
  line.textContent = words;
  document.querySelector("#gone-again").hidden = !LET_IN.has(why);
  document.querySelector("#gone-title").focus();
}
