import {
  decideDeviceRequestSchema, deviceAnswerSchema, deviceErasedAnswerSchema, deviceErasedRequestSchema, deviceOrderAnswerSchema, deviceOrderRequestSchema, devicesAnswerSchema, devicesRequestSchema,
  revokeDeviceRequestSchema, withdrawDeviceRequestSchema,
} from "../../shared/sync/device-messages.ts";
import type { Services } from "../domain/services.ts";
import { allow } from "./allow.ts";
import { KIB, openRoute, route, type Route } from "./route.ts";

/** Workstations: seen, approved and ended by whoever answers for their owners; and the order to erase, told to the replica alone. */
export const deviceRoutes = ({ devices }: Pick<Services, "devices">): readonly Route[] => [
  route({ method: "POST", path: "/v1/devices", summary: "Workstations of those whom the caller answers for; of the whole bank for an administrator and support. Nothing of clients.", allow: allow("devices.watch"), parse: devicesRequestSchema, answer: devicesAnswerSchema, run: devices.list }),
  route({ method: "POST", path: "/v1/devices/mine", summary: "The caller's own workstations.", allow: allow("devices.own"), parse: devicesRequestSchema, answer: devicesAnswerSchema, run: devices.mine }),
  route({ method: "POST", path: "/v1/devices/decide", summary: "A new workstation may work, or not; nobody decides on her own.", allow: allow("devices.approve"), parse: decideDeviceRequestSchema, answer: deviceAnswerSchema, run: devices.decide }),
  route({ method: "POST", path: "/v1/devices/revoke", summary: "Ends a workstation, and has it erase itself where that is asked: the caller's own at once, another's at the word of two persons.", allow: allow("devices.own"), parse: revokeDeviceRequestSchema, answer: deviceAnswerSchema, run: devices.revoke }),
  route({ method: "POST", path: "/v1/devices/withdraw", summary: "What one person asked for a workstation is not to be done.", allow: allow("devices.own"), parse: withdrawDeviceRequestSchema, answer: deviceAnswerSchema, run: devices.withdraw }),
  openRoute({ method: "POST", path: "/v1/devices/order", summary: "Whether a replica is to erase itself: asked by the replica, signed by its key.", limit: 4 * KIB, parse: deviceOrderRequestSchema, answer: deviceOrderAnswerSchema, run: devices.order }),
  openRoute({ method: "POST", path: "/v1/devices/erased", summary: "A replica's last word, signed by its key: nothing is left there.", limit: 4 * KIB, parse: deviceErasedRequestSchema, answer: deviceErasedAnswerSchema, run: devices.erased }),
];
