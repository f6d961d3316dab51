import type { App, Session, WebContents } from "electron";
import { isWindowBlob, isWindowUrl } from "./addresses.ts";

/** Whatever a page tries: it stays on our own address, opens nothing, embeds nothing, is granted nothing, and keeps no file but one it made itself. */
export function lockDown(app: Pick<App, "on">, session: Session): void {
  app.on("web-contents-created", (_event, contents) => closeDoors(contents));
  session.setPermissionRequestHandler((_contents, permission, answer, details) => answer(isHarmless(permission) || (permission === "media" && isOwnCamera("mediaTypes" in details ? details.mediaTypes : undefined, details.requestingUrl))));
  session.setPermissionCheckHandler((_contents, permission, _origin, details) => isHarmless(permission) || (permission === "media" && isOwnCamera(details.mediaType === undefined ? undefined : [details.mediaType], details.requestingUrl)));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  // What a person keeps (a document, a sealed file), the window made from the core's answer: Electron asks her where. Nothing else is written to her disk.
  session.on("will-download", (event, item) => {
    if (!isWindowBlob(item.getURL())) event.preventDefault();
  });
  // A page of ours has no business on the network: even what the policy would let through ends here.
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !(isWindowUrl(details.url) || isWindowBlob(details.url) || details.url.startsWith("devtools://") || details.url.startsWith("data:image/")) }));
}

/** Copying what a button offers to copy. */
const isHarmless = (permission: string): boolean => permission === "clipboard-sanitized-write";

/** The camera of the counter, for a document that a person holds under it; never the microphone, and for no page but ours. */
const isOwnCamera = (kinds: readonly string[] | undefined, url: string | undefined): boolean => kinds?.length === 1 && kinds[0] === "video" && url !== undefined && isWindowUrl(url);

function closeDoors(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
  contents.on("will-attach-webview", (event) => event.preventDefault());
  const stay = (event: { readonly url: string; readonly preventDefault: () => void }): void => {
    if (!isWindowUrl(event.url)) event.preventDefault();
  };
  contents.on("will-navigate", stay);
  contents.on("will-frame-navigate", stay);
  contents.on("will-redirect", stay);
}
