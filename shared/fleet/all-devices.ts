import type { CodedError } from "../kernel/error-codes.ts";
import { ok, type Result } from "../kernel/result.ts";
import type { Device, DevicesAnswer } from "../sync/device-messages.ts";

/** Pages of a fleet; more than any bank has is a centre that goes round in circles. */
const MOST_PAGES = 100;

/** [FL3] The whole fleet, page by page; `onPage` hears what is known so far. A workstation that came or went meanwhile may be there or not, none twice. A centre of before answers everything at once. */
export async function allDevices(ask: (after: string | undefined) => Promise<Result<DevicesAnswer, CodedError>>, onPage: (known: DevicesAnswer) => void = () => {}): Promise<Result<DevicesAnswer, CodedError>> {
  const known = new Map<string, Device>();
  let after: string | undefined;
  for (let page = 1; ; page += 1) {
    const answer = await ask(after);
    if (!answer.ok) return answer;
    const { next, ...told } = answer.value;
    for (const device of told.devices) known.set(device.device, device);
    const whole = { ...told, devices: [...known.values()] };
    if (next === undefined || page >= MOST_PAGES) return ok(whole);
    after = next;
    onPage(whole);
  }
}
