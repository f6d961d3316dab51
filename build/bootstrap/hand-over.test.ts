import { spawn } from "node:child_process";
import { once } from "node:events";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import { childEnv } from "./hand-over.mjs";

/** What a process runs to hand over to `script`. */
function handingOverTo(script: string): readonly string[] {
  const handOver = new URL("./hand-over.mjs", import.meta.url).href;
  const code = `import { handOver } from ${JSON.stringify(handOver)}; process.exitCode = await handOver("/nowhere", process.execPath, ["-e", ${JSON.stringify(script)}]);`;
  return ["--input-type=module", "-e", code];
}

/** Without a terminal, as under a service manager. */
function handingOver(script: string) {
  return spawn(process.execPath, handingOverTo(script), { stdio: ["ignore", "pipe", "ignore"] });
}

test.each([0, 1, 42])("the exit code %d of the script becomes ours", async (code) => {
  const [got] = await once(handingOver(`process.exit(${code})`), "exit");
  expect(got).toBe(code);
});

test("a script ended by a signal ends us with 128 and its number", async () => {
  const [got] = await once(handingOver(`process.kill(process.pid, "SIGKILL")`), "exit");
  expect(got).toBe(137);
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s reaches the script once, which ends as it wishes", async (signal, code) => {
  const child = handingOver(`let n = 0; process.on("${signal}", () => { n += 1; if (n === 1) setTimeout(() => { console.log("heard " + n); process.exit(${code}); }, 100); }); setInterval(() => {}, 1000); console.log("ready");`);
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString();
    // npm repeats to its script a signal that the script has already had
    if (said === "ready\n") [0, 0].forEach(() => child.kill(signal));
  });
  const [got] = await once(child, "exit");
  expect(said).toBe("ready\nheard 1\n");
  expect(got).toBe(code);
});

test.skipIf(process.platform === "win32")("a kill of npm, which ends only the shell between, still stops the script", async () => {
  const script = `process.on("SIGTERM", () => { console.log("stopped"); process.exit(0); }); setInterval(() => {}, 1000); console.log("ready");`;
  const shell = spawn("sh", ["-c", '"$@"; true', "sh", process.execPath, ...handingOverTo(script)], { stdio: ["ignore", "pipe", "ignore"], env: { ...process.env, npm_lifecycle_event: "server" } });
  let said = "";
  shell.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString();
    if (said === "ready\n") shell.kill("SIGTERM");
  });
  await once(shell.stdout, "close"); // only when the script, too, has let go of it
  expect(said).toBe("ready\nstopped\n");
});

test("the tools of node_modules come first in the PATH, whatever it is called", () => {
  const bin = join("/clone", "node_modules", ".bin");
  expect(childEnv("/clone", { PATH: "/usr/bin" })["PATH"]).toBe(`${bin}${delimiter}/usr/bin`);
  expect(childEnv("/clone", { Path: "C:\\Windows" })["Path"]).toBe(`${bin}${delimiter}C:\\Windows`);
  expect(childEnv("/clone", {})["PATH"]).toBe(bin);
});
