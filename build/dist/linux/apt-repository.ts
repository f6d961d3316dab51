import process from "node:process";
import { parseArgs } from "node:util";
import { findTool, howToGet, type ToolName } from "../tools.ts";
import { exportKey, signRepository } from "./sign-repository.ts";
import { verifyRepository } from "./verify-repository.ts";
import { writeRepository } from "./write-repository.ts";
import { join } from "node:path";

const usage = `npm run apt-repository -- DEBS --out DIR --key FINGERPRINT [--channel stable|pilot] [--valid-days N]
npm run apt-repository -- --verify DIR --keyring FILE [--channel stable|pilot]

The first makes a signed repository of the debs in a folder and checks it with gpgv; the key lies in the keyring of GNUPGHOME.
The second checks one from outside, with nothing but the public key. Ends with 0 whole, 1 not, 2 usage, 3 a tool is missing.`;

const complain = (text: string): void => void process.stderr.write(`${text}\n`);

function main(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { out: { type: "string" }, key: { type: "string" }, channel: { type: "string", default: "stable" }, "valid-days": { type: "string", default: "30" }, verify: { type: "string" }, keyring: { type: "string" }, help: { type: "boolean", short: "h" } },
  });
  const { channel, verify, keyring, out, key } = values;
  if (values.help === true) return tell(usage, 0);
  if (channel !== "stable" && channel !== "pilot") return tell(`--channel ${channel} is neither stable nor pilot\n\n${usage}`, 2);
  const [debs] = positionals;
  const validForDays = Number(values["valid-days"]);
  if (verify !== undefined) return keyring === undefined ? tell(usage, 2) : lacking("gpgv") ?? judge(verifyRepository(tool("gpgv"), verify, channel, keyring, Date.now()), verify);
  if (debs === undefined || out === undefined || key === undefined || !/^[0-9A-Fa-f]{40}$/.test(key) || !Number.isInteger(validForDays) || validForDays < 1) return tell(usage, 2);
  const without = lacking("dpkg-deb", "gpg", "gpgv");
  if (without !== undefined) return without;
  const release = writeRepository({ dpkgDeb: tool("dpkg-deb"), debs, out, channel, madeAt: Date.now(), validForDays });
  signRepository(tool("gpg"), release, key, process.env);
  const publicKey = join(out, "guichet-archive-keyring.gpg");
  exportKey(tool("gpg"), key, publicKey, process.env);
  return judge(verifyRepository(tool("gpgv"), out, channel, publicKey, Date.now()), out);
}

const tool = (name: ToolName): string => findTool(name) ?? name;

/** The exit code where one of these tools is missing, each told with how to get it. */
function lacking(...names: readonly ToolName[]): 3 | undefined {
  const missing = names.filter((name) => findTool(name) === undefined);
  for (const name of missing) complain(`${name} is missing. To get it: ${howToGet[name]}.`);
  return missing.length > 0 ? 3 : undefined;
}

function judge(faults: readonly string[], folder: string): number {
  faults.forEach(complain);
  if (faults.length === 0) process.stdout.write(`${folder}: whole, signed and within its dates\n`);
  return faults.length === 0 ? 0 : 1;
}

function tell(text: string, code: number): number {
  complain(text);
  return code;
}

try {
  process.exitCode = main();
} catch (error) {
  complain(error instanceof Error ? error.message : String(error));
  process.exitCode = error instanceof TypeError && "code" in error ? 2 : 1;
}
