import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { Environment } from "../environment.ts";
import { FIVE_MINUTES, watch } from "./alarms.ts";
import type { Database } from "./database.ts";
import type { SignIn } from "./user-pool.ts";

/** What says that files are in danger, or will soon not be taken. */
export class DataAlarms extends Construct {
  constructor(scope: Construct, id: string, environment: Environment, { cluster }: Database, { pool, client }: SignIn, topic: ITopic) {
    super(scope, id);
    const { readers, maxCapacity } = environment.database;
    const metric = (name: string, statistic: string) => cluster.metric(name, { statistic, period: FIVE_MINUTES });
    watch(this, topic, {
      Capacity: { metric: metric("ServerlessDatabaseCapacity", "Maximum"), over: maxCapacity * 0.8, says: "The database uses four fifths of what it may: raise database.maxCapacity, then look for the statement that grew." },
      Processor: { metric: metric("CPUUtilization", "Average"), over: 80, says: "The database's processors are busy: Performance Insights tells by which statement." },
      Memory: { metric: metric("FreeableMemory", "Minimum"), under: 256 * 1024 * 1024, says: "The database is short of memory." },
      Connections: { metric: metric("DatabaseConnections", "Maximum"), over: 800, says: "Connections grow: servers x GUICHET_PG_CONNECTIONS, or transactions that do not end." },
      Deadlocks: { metric: metric("Deadlocks", "Maximum"), over: 0, says: "Transactions wait for each other." },
      Writes: { metric: metric("CommitLatency", "Average"), over: 50, says: "Commits take more than 50 ms." },
      Ids: { metric: metric("MaximumUsedTransactionIDs", "Maximum"), over: 1_000_000_000, periods: 1, says: "Vacuum does not follow: half of the transaction numbers are used." },
      ...(readers === 0 ? {} : { Lag: { metric: metric("AuroraReplicaLagMaximum", "Maximum"), over: 2_000, says: "A reader is two seconds behind." } }),
      SignInThrottled: {
        metric: new Metric({ namespace: "AWS/Cognito", metricName: "SignInThrottles", dimensionsMap: { UserPool: pool.userPoolId, UserPoolClient: client.userPoolClientId }, statistic: "Sum", period: FIVE_MINUTES }),
        over: 0, periods: 1, says: "Cognito turns sign-ins away: ask for a higher quota.",
      },
    });
  }
}
