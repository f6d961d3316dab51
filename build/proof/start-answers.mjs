// Runs `npm start` as a person without a display would, waits for the address that it prints, opens it in a browser, presses
// Ctrl-C, and starts a second time. Ends with 0 when both answered and both stopped cleanly. Plain ESM, Node >= 18.
import { spawn } from "node:child_process";
import process from "node:process";

const patienceMs = 10 * 60_000;

/** @param {number} round */
async function once(round) {
  const startedAt = Date.now();
  const child = spawn("npm", ["start"], { stdio: ["ignore", "pipe", "inherit"], detached: true });
  let said = "";
  const address = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no address after ${patienceMs / 60_000} minutes`)), patienceMs);
    child.stdout.on("data", (chunk) => {
      process.stdout.write(chunk);
      said += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(said.split("\n").slice(0, -1).join("\n"));
      if (found === null) return;
      clearTimeout(timer);
      resolve(found[0]);
    });
    child.once("exit", (code) => reject(new Error(`npm start ended with ${code} before it gave an address`)));
  });
  await openPage(address);
  console.log(`round ${round}: the address answered after ${Math.round((Date.now() - startedAt) / 1_000)} s`);
  const ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve(code ?? signal)));
  process.kill(-Number(child.pid), "SIGINT"); // the whole group, as a terminal does
  const code = await Promise.race([ended, new Promise((resolve) => setTimeout(() => resolve("still running after 30 s"), 30_000))]);
  // npm itself answers Ctrl-C with 130 or with its script's own code.
  if (code !== 0 && code !== 130 && code !== "SIGINT") throw new Error(`round ${round}: Ctrl-C ended with ${code}`);
}

/** In a real browser, on the Node that the first start has installed. @param {string} address @returns {Promise<void>} */
function openPage(address) {
  return new Promise((resolve, reject) => {
    const child = spawn("node_modules/.bin/node", ["build/proof/open-page.ts"], { stdio: "inherit", env: { ...process.env, GUICHET_PROOF_ADDRESS: address } });
    child.once("error", reject);
    child.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`the page did not open (${code})`))));
  });
}

try {
  await once(1);
  await once(2);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
process.exit();
