import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { findRunning } from "../../core/control/find-running.ts";
import { policyWords } from "../../core/policy/policies.ts";
import { readShellArguments } from "./arguments.ts";
import { CALL_CHANNEL } from "./channels.ts";
import { createShell } from "./shell.ts";
import { createFakeElectron } from "./test-support/fake-electron.ts";
import { startTestShell, testShellOptions, type TestShell } from "./test-support/start-test-shell.ts";

const started: TestShell[] = [];
const start = async (...given: Parameters<typeof startTestShell>): Promise<TestShell> => {
  const shell = await startTestShell(...given);
  started.push(shell);
  return shell;
};
afterEach(async () => {
  for (const shell of started.splice(0)) await shell.remove();
});
const call = (shell: TestShell, event: object, name = "app.info", input?: unknown) => Promise.resolve().then(() => shell.handlers.get(CALL_CHANNEL)?.(event, name, input));
const ours = (shell: TestShell) => ({ sender: shell.window.webContents, senderFrame: { url: "guichet://app/index.html", parent: null } });

describe("the window", () => {
  test("[DT1] is sandboxed, isolated, without Node, and shown once it has something to show", async () => {
    const shell = await start();
    expect(shell.app.sandboxed).toBe(true);
    expect(shell.window.options).toMatchObject({ show: false, webPreferences: { preload: "/preload.cjs", sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false, devTools: false } });
    expect([shell.window.url, shell.window.did]).toEqual(["guichet://app/index.html", []]);
    shell.window.emit("ready-to-show");
    expect(shell.window.did).toEqual(["show"]);
  });

  test("[DT1] of a window's preferences, exactly the closed ones are set: nothing experimental, no feature of Blink, no web view, nothing insecure", async () => {
    const shell = await start();
    expect(shell.windows).toHaveLength(1);
    expect(shell.window.options["webPreferences"]).toEqual({
      preload: "/preload.cjs", sandbox: true, contextIsolation: true, nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false,
      webSecurity: true, allowRunningInsecureContent: false, webviewTag: false, navigateOnDragDrop: false, spellcheck: false, devTools: false,
    });
  });

  test("[DT1] comes back where it was, unless that is on no screen any more", async () => {
    const [seen, lost] = [testShellOptions(), testShellOptions()];
    for (const [options, x] of [[seen, 300], [lost, 9_000]] as const) {
      mkdirSync(options.dataDir, { recursive: true });
      writeFileSync(join(options.dataDir, "window.json"), JSON.stringify({ x, y: 40, width: 900, height: 700, maximized: false }));
    }
    expect((await start(createFakeElectron(), seen)).window.options).toMatchObject({ x: 300, y: 40, width: 900, height: 700 });
    const other = await start(createFakeElectron(), lost);
    expect(other.window.options).not.toHaveProperty("x");
    other.window.emit("close");
    expect(JSON.parse(readFileSync(join(lost.dataDir, "window.json"), "utf8"))).toEqual({ x: 10, y: 20, width: 1000, height: 700, maximized: false });
  });

  test("[DT2] its scheme serves the compiled files under a strict policy, and nothing outside them", async () => {
    const shell = await start();
    expect(shell.schemes).toEqual([[{ scheme: "guichet", privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }]]);
    const get = (url: string, method = "GET") => shell.protocols.get("guichet")?.({ url, method });
    const page = await get("guichet://app/index.html");
    expect([page?.status, page?.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(page?.headers.get("content-security-policy")).toContain("default-src 'none'; script-src 'self'");
    expect(page?.headers.get("content-security-policy")).toContain("connect-src 'none'");
    expect((await get("guichet://app/assets/main.js"))?.status).toBe(200);
    for (const url of ["guichet://app/../secret.html", "guichet://app/%2e%2e/secret.html", "guichet://app/..%2fsecret.html", "guichet://app/assets/..%5c..%5csecret.html", "guichet://app/", "guichet://app/%00.html", "guichet://app/%E0%A4%A.html", "guichet://auth/index.html", "guichet://application/index.html"]) {
      expect([url, (await get(url))?.status]).toEqual([url, 404]);
    }
    expect((await get("guichet://app/index.html", "POST"))?.status).toBe(405);
  });

  test("[DT3] navigation, new windows, web views, downloads, permissions, devices and the network are closed", async () => {
    const shell = await start();
    const { webContents } = shell.window;
    const prevented = (name: string, url: string): boolean => {
      let stopped = false;
      webContents.emit(name, { url, preventDefault: () => { stopped = true; } });
      return stopped;
    };
    for (const name of ["will-navigate", "will-frame-navigate", "will-redirect"]) {
      expect([prevented(name, "https://evil.example/"), prevented(name, "guichet://application/"), prevented(name, "file:///etc/passwd"), prevented(name, "guichet://app/index.html")]).toEqual([true, true, true, false]);
    }
    expect(prevented("will-attach-webview", "")).toBe(true);
    expect(webContents.windowOpen({ url: "https://evil.example/" })).toEqual({ action: "deny" });
    const downloads = (url: string): boolean => {
      let isLet = true;
      shell.session.emit("will-download", { preventDefault: () => { isLet = false; } }, { getURL: () => url });
      return isLet;
    };
    expect(["https://evil.example/a.exe", "blob:https://evil.example/1", "data:text/html,x", "guichet://app/index.html", "blob:guichet://app.evil/1", "blob:guichet://app/0190c0de"].map(downloads)).toEqual([false, false, false, false, false, true]);
    const { doors } = shell.session;
    const asked = (permission: string, kinds: readonly string[] = [], requestingUrl = "guichet://app/index.html"): unknown => {
      let answer: unknown;
      doors["request"]?.(webContents as never, permission as never, ((given: unknown) => { answer = given; }) as never, { requestingUrl, mediaTypes: kinds } as never);
      return [answer, doors["check"]?.(webContents as never, permission as never, "guichet://app" as never, { requestingUrl, mediaType: kinds[0] } as never)];
    };
    for (const permission of ["media", "geolocation", "notifications", "clipboard-read", "openExternal", "fileSystem", "hid"]) expect([permission, asked(permission)]).toEqual([permission, [false, false]]);
    // The camera, and nothing else of it, for our own page.
    expect([asked("media", ["video"]), asked("media", ["audio"]), asked("media", ["video"], "https://evil.example/"), asked("media", ["video"], "guichet://application/")]).toEqual([[true, true], [false, false], [false, false], [false, false]]);
    expect(asked("media", ["video", "audio"])).toMatchObject([false, expect.any(Boolean)]);
    expect(asked("geolocation", ["video"])).toEqual([false, false]);
    expect(asked("clipboard-sanitized-write")).toEqual([true, true]);
    expect(doors["device"]?.()).toBe(false);
    const cancelled = (url: string): unknown => {
      let answer: unknown;
      doors["before"]?.({ url } as never, ((given: unknown) => { answer = given; }) as never);
      return answer;
    };
    expect(["guichet://app/assets/main.js", "https://evil.example/", "http://127.0.0.1:1/", "file:///etc/passwd", "data:text/html,x"].map(cancelled)).toEqual([false, true, true, true, true].map((cancel) => ({ cancel })));
  });
});

describe("the line", () => {
  test("[DT4] a call is answered to the top frame of our window on our address, and to nobody else", async () => {
    const shell = await start();
    expect(await call(shell, ours(shell))).toMatchObject({ ok: true, answer: { host: "electron", version: "0.0.0-test" } });
    const { webContents } = shell.window;
    const strangers = [
      { sender: webContents, senderFrame: { url: "https://evil.example/", parent: null } },
      { sender: webContents, senderFrame: { url: "guichet://application/index.html", parent: null } },
      { sender: webContents, senderFrame: { url: "guichet://app/index.html", parent: {} } },
      { sender: webContents, senderFrame: null },
      { sender: { id: 99 }, senderFrame: { url: "guichet://app/index.html", parent: null } },
    ];
    for (const stranger of strangers) await expect(call(shell, stranger)).rejects.toThrow("unknown sender");
  });

  test("[DT4] news go to our window only", async () => {
    const shell = await start();
    await call(shell, ours(shell), "settings.set", { theme: "dark" });
    await expect.poll(() => shell.window.webContents.sent).toEqual([["guichet:news", "settings.changed", { language: "fr", theme: "dark", singleKeys: true }]]);
  });
});

describe("the workstation", () => {
  test("[DT5] the core's requests go through Electron's network in a session of their own, the sign-in page opens in the person's browser, nothing else does", async () => {
    const shell = await start();
    expect(await call(shell, ours(shell), "session.demonstrationSignIn", { login: "https://centre.example/hello" })).toMatchObject({ answer: { value: { error: { params: { text: "from the system's network" } } } } });
    expect(shell.fetched).toEqual(["core https://centre.example/hello"]);
    expect(await call(shell, ours(shell), "session.beginSignIn")).toMatchObject({ ok: false, code: "G5001" });
    expect(shell.opened).toEqual([]);
  });

  test("[DT6] the vault is an extra lock where the system has one, and refused where it only scrambles", async () => {
    const wrapped = async (vault: { available: boolean; backend: string }, platform: NodeJS.Platform) => {
      const fake = createFakeElectron();
      Object.assign(fake.vault, vault);
      const shell = await start(fake, { platform });
      return await call(shell, ours(shell), "session.choosePassphrase", { passphrase: "quatre mots sans lien" });
    };
    expect(await wrapped({ available: true, backend: "gnome_libsecret" }, "linux")).toMatchObject({ answer: { value: { error: { params: { text: "quatre mots sans lien" } } } } });
    for (const vault of [{ available: true, backend: "basic_text" }, { available: true, backend: "unknown" }, { available: false, backend: "kwallet6" }]) {
      expect(await wrapped(vault, "linux")).toMatchObject({ answer: { ok: false, error: { code: "G1010" } } });
    }
  });

  test("[DT7] sleeping or locking the computer locks the desk", async () => {
    const shell = await start();
    let locks = 0;
    shell.window.webContents.on("sent", () => { locks += 1; });
    for (const event of ["suspend", "lock-screen"]) shell.powerMonitor.emit(event);
    await expect.poll(() => locks).toBe(2);
  });

  test("[LK1] the core hears after how many minutes alone it is to lock", async () => {
    const shell = await start(createFakeElectron(), { lockAfterMinutes: 7 });
    await call(shell, ours(shell), "session.active");
    await expect.poll(() => shell.window.webContents.sent).toEqual([["guichet:news", "session.locking", { seconds: 420 }]]);
  });

  test("[DT17] nothing of it roams: Electron's own files lie in the data folder, which on Windows is under %LOCALAPPDATA%", async () => {
    const shell = await start();
    expect([...shell.app.paths.keys()].toSorted()).toEqual(["crashDumps", "sessionData", "userData"]);
    for (const [place, path] of shell.app.paths) expect([place, path.startsWith(join(shell.options.dataDir, "electron"))]).toEqual([place, true]);
    // Nor is anything written to the person's registry that an uninstall would leave: the installer registered guichet://.
    expect(shell.app.clients).toEqual([]);
    const onWindows = readShellArguments([], { LOCALAPPDATA: "C:\\Users\\m\\AppData\\Local", APPDATA: "\\\\files\\profiles\\m" }, "win32");
    expect(onWindows.dataDir).toMatch(/^C:\\Users\\m\\AppData\\Local.Guichet$/);
  });

  test("[DT18] what IT decided wins over what a person gave; what can't be understood is told in the log", async () => {
    const words = ["guichet.exe", "--server=https://mine.example", ...policyWords({ serverAddress: "https://guichet.banque.example", releaseAddress: undefined, sharedFolder: undefined, updateChannel: undefined, lockAfterMinutes: undefined, unlockWay: undefined, telemetryOff: true })];
    expect(readShellArguments(words, { GUICHET_SERVER: "https://other.example" }, "linux").serverUrl).toBe("https://guichet.banque.example");
    const shell = await start(createFakeElectron(), { policyFaults: [{ key: "UpdateChannel" }] });
    await shell.quit();
    expect(readFileSync(join(shell.options.dataDir, "logs", "guichet.log"), "utf8")).toContain('"event":"policy-ignored","key":"UpdateChannel"');
  });

  test("[DT8] one application a folder: a second start hands over what it was given and ends", async () => {
    const shell = await start();
    shell.window.minimized = true;
    shell.app.emit("second-instance", {}, ["guichet", "guichet://auth?state=good"]);
    expect(shell.window.did).toEqual(["restore", "show", "focus"]);
    const second = createFakeElectron();
    second.app.locked = false;
    expect(await createShell(second.electron, shell.options).start()).toEqual({ ok: true, value: "already" });
    const otherUser = createFakeElectron();
    expect(await createShell(otherUser.electron, shell.options).start()).toEqual({ ok: true, value: "already" });
    expect(otherUser.windows).toEqual([]);
  });

  test("[DT8] [DT10] whatever a second start is given, the window comes to the front and the core hears of one well-formed sign-in at most", async () => {
    const shell = await start();
    const long = `guichet://auth?code=${"a".repeat(1_000_000)}&state=forged`;
    const given: readonly (readonly string[])[] = [
      [], ["guichet"], ["guichet", long], ["guichet", "guichet://auth?state=forged", "guichet://auth?state=forged"], ["guichet", "guichet://auth?%E0%A4%A"], ["guichet", "guichet://auth?\u202e\u0000=x"],
      ["guichet", "guichet://app/index.html"], ["guichet", "--inspect=9229", "--load-extension=/tmp/x"], ["guichet", "/etc/passwd", "file:///etc/passwd"], Array.from({ length: 20_000 }, () => "guichet://authx"),
    ];
    for (const words of given) shell.app.emit("second-instance", {}, words);
    for (const url of [long, "guichet://app/", "guichet://auth?", "", "https://evil.example/auth?code=1"]) shell.app.emit("open-url", { preventDefault: () => undefined }, url);
    expect(shell.window.did).toEqual(given.flatMap(() => ["show", "focus"]));
    // The core lives, and no page was opened for any of it.
    expect(await call(shell, ours(shell))).toMatchObject({ ok: true, answer: { host: "electron" } });
    expect([shell.opened, shell.windows.length, shell.options.falls]).toEqual([[], 1, []]);
  });

  test("[DT8] a command goes through the open application, which has a window and no address", async () => {
    const shell = await start();
    const running = await findRunning(shell.options.dataDir);
    expect([running?.host, await running?.address()]).toEqual(["electron", undefined]);
    await running?.show();
    expect(shell.window.did).toEqual(["show", "focus"]);
    running?.close();
  });

  test("[DT9] quitting closes the core first, once, and then ends", async () => {
    const shell = await start();
    const left = new Promise((resolve) => shell.app.once("will-quit", resolve));
    shell.app.emit("window-all-closed");
    shell.electron.app.quit();
    await left;
    expect(await findRunning(shell.options.dataDir)).toBeUndefined();
    expect(existsSync(join(shell.options.dataDir, "control.json"))).toBe(false);
    expect(readFileSync(join(shell.options.dataDir, "logs", "guichet.log"), "utf8")).toContain('"event":"core-closed"');
  });

  test("[DT9] a core that falls is told, and ends the application", async () => {
    const shell = await start();
    const left = new Promise((resolve) => shell.app.once("will-quit", resolve));
    void call(shell, ours(shell), "files.saveField", { file: "0190c0de-0000-7000-8000-000000000001", field: "legalName", value: "fall" });
    await left;
    expect(shell.options.falls).toEqual(["the core's process has ended (1)"]);
  });

  test("a folder that cannot be used is a coded fault, and nothing is opened", async () => {
    const options = testShellOptions();
    const fake = createFakeElectron();
    expect(await createShell(fake.electron, { ...options, dataDir: join(options.rendererDir, "index.html", "x") }).start()).toMatchObject({ ok: false, error: { code: "G1007" } });
    expect(fake.windows).toEqual([]);
    rmSync(options.root, { recursive: true, force: true });
  });
});
