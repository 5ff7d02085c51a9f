/** The items of an exam: so many of each topic as its weight asks for, each with numbers of its own, mixed. The same seed gives the same paper. */
import { drawItem } from '../../content/learning/draw-item.ts';
import { seededRandom, shuffled } from '../../content/learning/draw.ts';
import { TOPICS, type Topic } from '../../content/learning/topics.ts';
import type { QuestionTemplate } from '../../content/questions/question.ts';
import type { DealtItem } from './answer.ts';
import { dealFrom, keyOf } from './deal.ts';

/**
 * Our own estimate: no exam guide weighs Kinesis by itself (guides of DEA-C01, DVA-C02, SAA-C03, read in November 2026). Writing, reading
 * and Firehose are asked for most.
 */
export const TOPIC_WEIGHTS: Readonly<Record<Topic, number>> = {
  streams: 3,
  keys: 2,
  writing: 4,
  reading: 4,
  consumers: 3,
  resharding: 2,
  firehose: 4,
  cost: 2,
};

/** How many items each topic gets: by weight, what is left over to the largest remainders. Topics without a template get none. */
export function shareOut(count: number, topics: readonly Topic[]): Map<Topic, number> {
  const total = topics.reduce((sum, topic) => sum + TOPIC_WEIGHTS[topic], 0);
  const exact = topics.map((topic) => ({ topic, share: (count * TOPIC_WEIGHTS[topic]) / total }));
  const shares = new Map(exact.map(({ topic, share }) => [topic, Math.floor(share)]));
  const missing = count - [...shares.values()].reduce((sum, share) => sum + share, 0);
  const byRemainder = exact.toSorted((a, b) => (b.share % 1) - (a.share % 1));
  for (const { topic } of byRemainder.slice(0, missing)) shares.set(topic, shares.get(topic)! + 1);
  return shares;
}

/**
 * Fewer than `count` only where the templates give no more that differ. What was `had` before comes again only where nothing else is
 * left of its template.
 */
export function drawPaper(
  templates: readonly QuestionTemplate[],
  count: number,
  seed: string,
  had: ReadonlySet<string> = new Set(),
): DealtItem[] {
  if (templates.length === 0) return [];
  const dealer = new Dealer(seededRandom(`paper:${seed}`), had);
  const topics = (Object.keys(TOPICS) as Topic[]).filter((topic) => templates.some((template) => template.topic === topic));
  // A topic with few templates does not fill its share by repeating them, as long as others have not been asked as often.
  const often = Math.ceil(count / templates.length);
  const paper: DealtItem[] = [];
  for (const [topic, share] of shareOut(count, topics)) {
    const ofTopic = templates.filter((template) => template.topic === topic);
    paper.push(...dealer.deal(ofTopic, share, often));
  }
  paper.push(...dealer.deal(templates, count - paper.length, Infinity));
  return shuffled(paper, dealer.random);
}

/** Deals what was dealt least, and no numbers twice. */
class Dealer {
  readonly random: () => number;
  private readonly dealt = new Set<string>();
  private readonly before: ReadonlySet<string>;
  private readonly times = new Map<string, number>();

  constructor(random: () => number, before: ReadonlySet<string>) {
    this.random = random;
    this.before = before;
  }

  /** `often`: how many times a template may come at most. */
  deal(templates: readonly QuestionTemplate[], count: number, often: number): DealtItem[] {
    const dealt: DealtItem[] = [];
    let left = templates;
    while (dealt.length < count) {
      const [template] = shuffled(
        left.filter(({ id }) => this.timesOf(id) < often),
        this.random,
      ).sort((a, b) => this.timesOf(a.id) - this.timesOf(b.id));
      if (template === undefined) break;
      const item = this.fresh(template) ?? dealFrom(template, this.dealt, this.random);
      if (item === null) left = left.filter((other) => other !== template);
      else {
        dealt.push(item);
        this.times.set(template.id, this.timesOf(template.id) + 1);
      }
    }
    return dealt;
  }

  /** With numbers that the learner has not had, where the template has any left. */
  private fresh(template: QuestionTemplate): DealtItem | null {
    const item = dealFrom(template, new Set([...this.before, ...this.dealt]), this.random);
    if (item !== null) this.dealt.add(keyOf(drawItem(template, item.seed)));
    return item;
  }

  private timesOf(id: string): number {
    return this.times.get(id) ?? 0;
  }
}
