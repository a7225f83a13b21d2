// The last screen: this phone holds no list any more. Why, and what there is to do.

import { say } from "./words.js";

const LET_IN = new Set(["stopped", "unknown", "left"]); // after which the phone may come back

// `n` notes were not sent: those of a phone that was stopped are lost, others still wait.
function sentenceFor(why, n) {
  if (why === "leaving" && !n) return "gone_leaving_idle";
  return why === "stopped" && n ? "gone_stopped_lost" : `gone_${why}`;
}

export function showGone(why, n) {
  for (const part of document.querySelectorAll("[data-with-list], [data-screen][hidden]")) part.remove();
  const words = say(sentenceFor(why, n), { n });
  const line = document.querySelector("#gone");
  if (line.textContent === words) return;
  line.textContent = words;
  document.querySelector("#gone-again").hidden = !LET_IN.has(why);
  document.querySelector("#gone-title").focus();
}
