import type { IpcMain, IpcMainInvokeEvent, WebContents } from "electron";
import type { Logger } from "../../core/deps.ts";
import type { CallOutcome } from "../../core/port/answer-call.ts";
import type { CoreLink } from "../../core/port/core-link.ts";
import { isWindowUrl } from "./addresses.ts";
import { CALL_CHANNEL, NEWS_CHANNEL } from "./channels.ts";

/** The window as the line knows it. */
export type IpcWindow = Pick<WebContents, "send" | "isDestroyed" | "id">;

/**
 * The line between window and core; no other file may use `ipcMain`. A call is answered only to the top frame of our own window, on our
 * own address; anybody else is refused aloud. News go to that window only. Answers the way to stop.
 */
export function serveIpc(ipcMain: Pick<IpcMain, "handle" | "removeHandler">, link: Pick<CoreLink, "call" | "listen">, log: Logger, window: () => IpcWindow | undefined): () => void {
  ipcMain.handle(CALL_CHANNEL, async (event, name: unknown, input: unknown): Promise<CallOutcome> => {
    if (!isOurWindow(event, window())) {
      log.warn("ipc-refused", { frame: event.senderFrame === null ? "gone" : "foreign" });
      throw new Error("Refused: unknown sender");
    }
    return await link.call(name, input);
  });
  const stop = link.listen((name, news) => {
    const contents = window();
    if (contents !== undefined && !contents.isDestroyed()) contents.send(NEWS_CHANNEL, name, news);
  });
  return () => {
    stop();
    ipcMain.removeHandler(CALL_CHANNEL);
  };
}

const isOurWindow = ({ sender, senderFrame }: IpcMainInvokeEvent, window: IpcWindow | undefined): boolean =>
  window !== undefined && sender.id === window.id && senderFrame !== null && senderFrame.parent === null && isWindowUrl(senderFrame.url);
