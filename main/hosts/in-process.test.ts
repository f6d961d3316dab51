import { createFakeCore } from "../core/port/test-support/fake-core.ts";
import { fakeDeps } from "../core/port/test-support/fake-deps.ts";
import { bridgeOf } from "../core/port/core-link.ts";
import { linkTo } from "../core/port/in-process-core.ts";
import { bridgeContract } from "./bridge-contract.ts";
import { codeOfRaw } from "../core/port/test-support/code-of-raw.ts";

bridgeContract("in process", async () => {
  const deps = fakeDeps();
  const link = linkTo(await createFakeCore(deps), deps.log);
  return { bridge: bridgeOf(link), callRaw: codeOfRaw(link), close: link.close };
});
