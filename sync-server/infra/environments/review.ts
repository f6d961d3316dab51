import { environmentGate } from "../environment.ts";

/** For one change, with invented files: it can be deleted whole, and costs little while it stands. */
export const review = environmentGate.parse({
  name: "review",
  protectedData: false,
  network: { cidr: "10.40.0.0/16", waysOut: 1, endpointZones: 1 },
  database: { minCapacity: 0.5, maxCapacity: 2, readers: 0, backupDays: 1 },
  documents: { lock: "governance", lockDays: 1, formerVersionDays: 1 },
  audit: { lock: "governance", lockDays: 1 },
  servers: { replicas: { min: 1, max: 2 }, cpu: "250m", memory: "512Mi", connections: 5 },
  logDays: 7,
});
