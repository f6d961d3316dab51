import process from "node:process";
import { createApp } from "./create-app.ts";
import { findEnvironment } from "./environments/all.ts";
import { readSite } from "./site.ts";

// What the `cdk` command runs (cdk.json): GUICHET_ENVIRONMENT names the environment, GUICHET_SITE the file of its site.
const environment = findEnvironment(process.env["GUICHET_ENVIRONMENT"] ?? "");
if (environment === undefined) {
  process.stderr.write("GUICHET_ENVIRONMENT names no environment: production, staging or review.\n");
  process.exitCode = 1;
} else createApp({ environment, site: readSite(process.env["GUICHET_SITE"]) }, undefined).synth();
