import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { HostLink } from "./bridge/host-link.ts";
import { openBridge } from "./bridge/open-bridge.ts";
import { App } from "./screens/app.tsx";
import { DeskContext } from "./state/desk-context.tsx";
import { createDesk } from "./state/desk.ts";
import { refuseDrops } from "./state/refuse-drops.ts";
import "./styles/all.css";

/** Opens the bridge of whoever hosts this page, and shows the window over it. */
async function start(root: HTMLElement): Promise<void> {
  refuseDrops(window);
  let link: HostLink = "joining";
  let follow = (next: HostLink): void => { link = next; };
  const desk = createDesk(await openBridge((next) => follow(next)), { link });
  follow = (next) => desk.set({ link: next });
  createRoot(root).render(<StrictMode><DeskContext value={desk}><App /></DeskContext></StrictMode>);
}

const root = document.getElementById("root");
if (root !== null) void start(root);
