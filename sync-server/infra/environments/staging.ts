import { environmentGate } from "../environment.ts";

/** The same shape at a tenth of the size: what fails in production has to be able to fail here. */
export const staging = environmentGate.parse({
  name: "staging",
  protectedData: true,
  network: { cidr: "10.30.0.0/16", waysOut: 1, endpointZones: 3 },
  database: { minCapacity: 0.5, maxCapacity: 16, readers: 1, backupDays: 14 },
  documents: { lock: "governance", lockDays: 14, formerVersionDays: 30 },
  audit: { lock: "governance", lockDays: 14 },
  servers: { replicas: { min: 3, max: 9 }, cpu: "500m", memory: "768Mi", connections: 10 },
  logDays: 90,
});
