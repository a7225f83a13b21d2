// The screen that looks through the camera; it stops looking when another screen comes.

import { look } from "./scan.js";
import { say } from "./words.js";

export function scanScreen({ scanned }) {
  const video = document.querySelector("#camera");
  const help = document.querySelector("#scan-help");
  let stop = null;
  let here = false;
  return {
    show() {},
    async open() {
      here = true;
      help.textContent = say("point");
      document.querySelector("#scan-title").focus();
      try {
        stop = await look(video, scanned);
        if (!here) stop();
      } catch {
        help.textContent = say("camera_refused");
      }
    },
    close() {
      here = false;
      stop?.();
      stop = null;
    },
  };
}
