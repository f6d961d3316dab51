import { Duration } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { type ITopic, Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";
import type { Site } from "../site.ts";

export type Watch = {
  readonly metric: IMetric;
  /** What a person is told, and where she looks first. */
  readonly says: string;
  readonly over?: number;
  readonly under?: number;
  /** How many of its periods in a row; 3 when not given. */
  readonly periods?: number;
  /** True where silence is itself the fault. */
  readonly silenceIsFault?: boolean;
};

export const FIVE_MINUTES = Duration.minutes(5);

/** Where alarms are told: encrypted, over TLS, by mail to whoever runs the centre. */
export function alarmTopic(scope: Construct, id: string, key: IKey, { alarmEmail }: Site): Topic {
  const topic = new Topic(scope, id, { masterKey: key, enforceSSL: true });
  topic.addSubscription(new EmailSubscription(alarmEmail));
  return topic;
}

/** One alarm each, told when it begins and when it ends. */
export function watch(scope: Construct, topic: ITopic, watches: Readonly<Record<string, Watch>>): void {
  for (const [name, { metric, says, over, under, periods = 3, silenceIsFault = false }] of Object.entries(watches)) {
    const alarm = new Alarm(scope, `${name}Alarm`, {
      metric,
      alarmDescription: says,
      threshold: over ?? under ?? 0,
      comparisonOperator: over === undefined ? ComparisonOperator.LESS_THAN_THRESHOLD : ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: periods,
      treatMissingData: silenceIsFault ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(topic));
    alarm.addOkAction(new SnsAction(topic));
  }
}
