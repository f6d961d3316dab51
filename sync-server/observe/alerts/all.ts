import type { Alert } from "../alert.ts";
import { databaseAlerts } from "./database.ts";
import { dutyAlerts } from "./duties.ts";
import { neighbourAlerts } from "./neighbours.ts";
import { serviceAlerts } from "./service.ts";

export const alerts: readonly Alert[] = [...serviceAlerts, ...databaseAlerts, ...neighbourAlerts, ...dutyAlerts];
