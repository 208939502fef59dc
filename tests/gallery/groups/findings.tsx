import { FindingList } from '../../../components/findings/FindingList.tsx';
import { MarkedText, numberFindings } from '../../../components/findings/MarkedText.tsx';
import type { Group } from '../group.ts';
import { FINDINGS, LONG, NO_LABEL, TEXT, UNBROKEN } from '../samples.ts';

const nothing = (): void => undefined;
const numbered = numberFindings([...FINDINGS, NO_LABEL]);

export const FOUND: Group = {
  FindingList: [
    { state: 'closed', show: () => <FindingList findings={numbered} current={null} onOpen={nothing} /> },
    { state: 'one open', show: () => <FindingList findings={numbered} current={2} onOpen={nothing} /> },
    {
      state: 'without an address',
      show: () => <FindingList findings={numbered} current={3} onOpen={nothing} />,
    },
    { state: 'none', show: () => <FindingList findings={[]} current={null} onOpen={nothing} /> },
  ],
  MarkedText: [
    {
      state: 'marked',
      show: () => <MarkedText text={TEXT} findings={numbered} current={null} onOpen={nothing} />,
    },
    {
      state: 'one open below',
      show: () => <MarkedText text={TEXT} findings={numbered} current={2} onOpen={nothing} />,
    },
    {
      state: 'nothing found',
      show: () => <MarkedText text={LONG} findings={[]} current={null} onOpen={nothing} />,
    },
    {
      state: 'a word without an end',
      show: () => <MarkedText text={UNBROKEN} findings={[]} current={null} onOpen={nothing} />,
    },
    {
      state: 'from right to left',
      show: () => <MarkedText text="מרוויחים 20% בלי סיכון" findings={[]} current={null} onOpen={nothing} />,
    },
  ],
};
