import { fileURLToPath } from "node:url";
import { build } from "vite";

const sources = fileURLToPath(new URL("simulation", import.meta.url));

/** One script, as Gatling's own command makes it of the same folder: it leaves `gatling`, with the simulation by its name. Nothing is written. */
export async function bundleSimulation(): Promise<string> {
  const entry = `${sources}/simulations.ts`; // a file that is not there: its text is below
  const built = await build({
    configFile: false, logLevel: "warn", root: sources,
    plugins: [{
      name: "simulations",
      enforce: "pre",
      resolveId: (id) => (id === entry ? entry : undefined),
      load: (id) => (id === entry ? 'export { default as guichet } from "./guichet.gatling.ts";' : undefined),
    }],
    resolve: { mainFields: ["main", "module"] },
    build: { write: false, minify: false, target: "es2024", lib: { entry, formats: ["iife"], name: "gatling" } },
  });
  const [output] = [built].flat();
  if (output === undefined || !("output" in output)) throw new Error("vite built nothing");
  return output.output[0].code;
}
