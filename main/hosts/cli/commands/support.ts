import { words as allWords } from "../../../../shared/i18n/texts.ts";
import { devicesAnswerSchema } from "../../../../shared/sync/device-messages.ts";
import type { ExitCode } from "../exit-codes.ts";
import type { Output } from "../output.ts";
import { deviceLines } from "./devices.ts";
import { tell } from "./inspect.ts";
import { openCentre, type InspectRequest } from "./open-centre.ts";

/** `support devices`: every workstation of her bank, whose, version, last seen, what waits, its state; nothing of clients, and nothing to decide. Needs no data folder. */
export async function supportDevices(out: Output, request: InspectRequest): Promise<ExitCode> {
  const ask = await openCentre(request);
  if (!ask.ok) return out.failure(ask.error);
  return tell(out, await ask.value("/v1/devices", {}, devicesAnswerSchema), ({ devices }) =>
    (devices.length === 0 ? [allWords[out.words.language].t("devices.none.title")] : devices.flatMap((device) => deviceLines(out, device))));
}
