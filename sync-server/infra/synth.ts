import { rmSync } from "node:fs";
import { resolve } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { environments, findEnvironment } from "./environments/all.ts";
import { readSite } from "./site.ts";
import { synthesise } from "./synthesise.ts";
import { tellSynthesis } from "./tell-synthesis.ts";

const USAGE = `npm run synth -- [--env NAME] [--site FILE] [--outputs FILE] [--image NAME] [--plain FILE] [--out FOLDER]
Writes what AWS and Kubernetes are given, without asking either: CloudFormation templates and manifests.
  --env      ${environments.map(({ name }) => name).join(", ")}; production when not given, "all" for each
  --site     account, domain and the like (JSON); without it an example, which can't be deployed
  --outputs  what the stacks answered (cdk deploy --outputs-file), for the manifests
  --image    image of the server, with its tag
  --plain    a host without AWS (JSON): its manifests, and no template
  --out      build/out/infra when not given
`;

function main(): number {
  const { values } = parseArgs({ options: { env: { type: "string", default: "production" }, site: { type: "string" }, outputs: { type: "string" }, image: { type: "string" }, plain: { type: "string" }, out: { type: "string" }, help: { type: "boolean", default: false } } });
  const chosen = values.env === "all" ? environments : environments.filter((each) => each === findEnvironment(values.env));
  if (values.help || chosen.length === 0) {
    process.stderr.write(USAGE);
    return values.help ? 0 : 2;
  }
  const root = values.out === undefined ? fileURLToPath(new URL("../../build/out/infra", import.meta.url)) : resolve(values.out);
  const site = readSite(values.site);
  for (const environment of chosen) {
    const startedAt = performance.now();
    const outdir = resolve(root, environment.name);
    rmSync(outdir, { recursive: true, force: true });
    const made = synthesise({ environment, site }, { outdir, outputs: values.outputs, image: values.image, plain: values.plain });
    process.stdout.write(tellSynthesis(made, performance.now() - startedAt));
  }
  return 0;
}

try {
  process.exitCode = main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
