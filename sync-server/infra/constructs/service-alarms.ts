import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { HttpCodeElb, HttpCodeTarget } from "aws-cdk-lib/aws-elasticloadbalancingv2";
import { FilterPattern, MetricFilter, type ILogGroup } from "aws-cdk-lib/aws-logs";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { REGION, type Environment } from "../environment.ts";
import { namesOf, type Placement } from "../placement.ts";
import { FIVE_MINUTES, watch } from "./alarms.ts";
import type { ApiFirewall } from "./api-firewall.ts";
import type { LoadBalancer } from "./load-balancer.ts";

/** What says that workstations are not answered, or soon will not be. They keep working meanwhile: their files wait. */
export class ServiceAlarms extends Construct {
  constructor(scope: Construct, id: string, placement: Placement, { balancer, targets }: LoadBalancer, { metricName }: ApiFirewall, servers: ILogGroup, topic: ITopic) {
    super(scope, id);
    const environment: Environment = placement.environment;
    const { cluster, namespace } = namesOf(placement);
    const options = { period: FIVE_MINUTES };
    // Of the log, and not of a gauge: nothing here reads /metrics. The words are those of open-services.ts.
    const inconsistent = new MetricFilter(this, "Inconsistent", { logGroup: servers, metricNamespace: `Guichet/${environment.name}`, metricName: "Inconsistent", filterPattern: FilterPattern.literal('"consistency check found rows"') });
    const givenUp = new MetricFilter(this, "LetterGivenUp", { logGroup: servers, metricNamespace: `Guichet/${environment.name}`, metricName: "LettersGivenUp", filterPattern: FilterPattern.literal('"letter given up"') });
    const unanchored = new MetricFilter(this, "Unanchored", { logGroup: servers, filterPattern: FilterPattern.literal('"audit not anchored"'), metricNamespace: `Guichet/${environment.name}`, metricName: "UnanchoredMinutes", metricValue: "1" });
    watch(this, topic, {
      LetterGivenUp: { metric: givenUp.metric({ ...options, statistic: "Sum" }), over: 5, periods: 1, says: "Letters are given up: the log tells the code of each (docs/mail.md); the mail server, its password, or addresses of the directory." },
      Inconsistent: { metric: inconsistent.metric({ ...options, statistic: "Sum" }), over: 0, periods: 1, says: "A check of the night found rows that must not be: npm run server -- consistency names them (docs/reporting.md, what to do)." },
      NoServer: { metric: targets.metrics.healthyHostCount({ ...options, statistic: "Minimum" }), under: environment.name === "review" ? 1 : 2, periods: 1, silenceIsFault: true, says: "Fewer than two servers are ready: kubectl -n guichet get pods, then their last log lines." },
      ServerErrors: { metric: targets.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, { ...options, statistic: "Sum" }), over: 50, says: "Servers answer 5xx: the log tells the code of each." },
      BalancerErrors: { metric: balancer.metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, { ...options, statistic: "Sum" }), over: 10, says: "The load balancer found nobody to answer." },
      Slow: { metric: targets.metrics.targetResponseTime({ ...options, statistic: "p99" }), over: 2, says: "One answer in a hundred takes over two seconds: look at the database first." },
      TlsFailures: { metric: balancer.metrics.clientTlsNegotiationErrorCount({ ...options, statistic: "Sum" }), over: 500, says: "Many TLS failures: a bank's proxy that intercepts, or the certificate." },
      Refused: { metric: new Metric({ namespace: "AWS/WAFV2", metricName: "BlockedRequests", dimensionsMap: { WebACL: metricName, Region: REGION, Rule: "ALL" }, statistic: "Sum", ...options }), over: 20_000, says: "The firewall turns many requests away: an attack, or a bank behind one address (PerAddress)." },
      AuditNotAnchored: { metric: unanchored.metric({ ...options, statistic: "Sum" }), over: 0, periods: 1, says: "guichet_audit_unanchored_seconds is above 300: the audit's end has no anchor. The bucket, the servers' right to put there, then docs/security/audit.md." },
      Restarts: { metric: new Metric({ namespace: "ContainerInsights", metricName: "pod_number_of_container_restarts", dimensionsMap: { ClusterName: cluster, Namespace: namespace }, statistic: "Maximum", ...options }), over: 3, says: "Servers restart: their exit code and last line tell why." },
    });
  }
}
