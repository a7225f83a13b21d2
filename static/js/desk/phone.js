// What the phone itself does for the desk: the service worker, room on the disk, the home screen.

export const able = () => "serviceWorker" in navigator && "indexedDB" in window
  && "BroadcastChannel" in window && Boolean(crypto.randomUUID);

export async function prepare(worker, scope) {
  navigator.storage?.persist?.().catch(() => {});
  await navigator.serviceWorker.register(worker, { scope });
  return navigator.serviceWorker.ready;
}

// Takes away the app itself and everything that it kept; the store erases what it held.
export async function forget(scope) {
  const registration = await navigator.serviceWorker.getRegistration(scope);
  await registration?.unregister();
  const names = (await caches.keys()).filter((name) => name.startsWith("desk "));
  await Promise.all(names.map((name) => caches.delete(name)));
}

export function offerInstalling(button) {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    button.hidden = false;
    button.onclick = () => { button.hidden = true; event.prompt(); };
  });
}
