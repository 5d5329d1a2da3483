import type { Metric } from './figures.ts'

/** A metric by its name. */
export const MetricLink = ({ metric }: { metric: Pick<Metric, 'id' | 'name'> }) => <span>{metric.name}</span>
