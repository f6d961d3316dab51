import type { Menu, MenuItemConstructorOptions } from "electron";

/** macOS needs a menu for its copy and quit keys; elsewhere the window's own keys do, and only a developer gets one. */
export function createMenu(menu: typeof Menu, platform: NodeJS.Platform, developer: boolean): Menu | null {
  const tools: readonly MenuItemConstructorOptions[] = developer ? [{ role: "viewMenu" }] : [];
  if (platform !== "darwin") return developer ? menu.buildFromTemplate([{ role: "editMenu" }, ...tools]) : null;
  return menu.buildFromTemplate([{ role: "appMenu" }, { role: "editMenu" }, ...tools, { role: "windowMenu" }]);
}
