// The one door for every documented script: `node build/run.mjs NAME [arguments]`.
// Plain ESM on purpose: it must say its sentence on a Node too old for everything else in this repository.
import process from "process";

const oldestNode = 18;
const major = Number(process.versions.node.split(".")[0]);

if (major < oldestNode) {
  console.error(
    `Guichet demande Node.js ${oldestNode} ou plus récent ; celui-ci est le ${process.versions.node}. Installez-en un depuis nodejs.org, puis recommencez.\n` +
      `Guichet needs Node.js ${oldestNode} or newer; this one is ${process.versions.node}. Install one from nodejs.org, then try again.`,
  );
  process.exit(1);
} else {
  import("./bootstrap/run-script.mjs").then(
    ({ runScript }) => runScript(process.argv.slice(2)),
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
}
