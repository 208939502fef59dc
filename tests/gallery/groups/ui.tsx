import { Button, type ButtonProps } from '../../../components/ui/Button.tsx';
import { Dialog } from '../../../components/ui/Dialog.tsx';
import { Field } from '../../../components/ui/Field.tsx';
import { Glyph, Mark } from '../../../components/ui/Glyph.tsx';
import { LoadFailed } from '../../../components/ui/LoadFailed.tsx';
import { Moment } from '../../../components/ui/Moment.tsx';
import { PlatformField } from '../../../components/ui/PlatformField.tsx';
import { SelectField } from '../../../components/ui/SelectField.tsx';
import { SeverityBadge, VerdictBadge } from '../../../components/ui/SeverityBadge.tsx';
import { SourceLink } from '../../../components/ui/SourceLink.tsx';
import { Announcer, Empty, Loading, Status, type StatusTone } from '../../../components/ui/Status.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { SEVERITIES, VERDICTS } from '../../../utils/lint/finding.ts';
import type { Group } from '../group.ts';
import { LONG, NOW, UNBROKEN } from '../samples.ts';

const nothing = (): void => undefined;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const KINDS = ['plain', 'main', 'danger', 'quiet'] as const;
const BUTTONS: Readonly<Record<string, Partial<ButtonProps>>> = {
  ready: {},
  small: { size: 's' },
  'with its key': { shortcut: 'a' },
  busy: { busy: true },
  disabled: { disabled: true },
  pressed: { pressed: true },
  'closed and can be opened': { expanded: false },
};
const TONES: readonly StatusTone[] = ['note', 'clear', 'warn', 'block', 'wait'];
const GLYPHS = ['back', 'close', 'help', 'settings', 'external'] as const;

export const UI: Group = {
  Button: KINDS.flatMap((kind) =>
    Object.entries(BUTTONS).map(([state, props]) => ({
      state: `${kind}, ${state}`,
      show: () => (
        <Button kind={kind} onPress={nothing} {...props}>
          Approve
        </Button>
      ),
    })),
  ),
  Dialog: [
    {
      state: 'open',
      show: () => (
        <Dialog title="Leave the team?" onClose={nothing}>
          <p>What has not been sent yet is lost.</p>
          <Button kind="danger" onPress={nothing}>
            Leave
          </Button>
        </Dialog>
      ),
    },
  ],
  Field: [
    {
      state: 'empty',
      show: () => <Field label="Address">{(control) => <input {...control} type="text" />}</Field>,
    },
    {
      state: 'with a hint',
      show: () => (
        <Field label="Address" hint="Your admin has it.">
          {(control) => <input {...control} type="text" value="signoff.example.com" />}
        </Field>
      ),
    },
    {
      state: 'wrong',
      show: () => (
        <Field label="Address" hint="Your admin has it." error="The address must begin with https://.">
          {(control) => <input {...control} type="text" value="http://signoff.example.com" />}
        </Field>
      ),
    },
    {
      state: 'several lines, very long',
      show: () => <Field label={LONG}>{(control) => <textarea {...control} value={LONG} rows={3} />}</Field>,
    },
  ],
  LoadFailed: [
    {
      state: 'the store is away',
      show: () => (
        <LoadFailed
          title="The rules could not be fetched"
          problem={{ code: 'unreachable', detail: 'The store cannot be reached.' }}
          onAgain={nothing}
        />
      ),
    },
  ],
  PlatformField: [
    { state: 'chosen', show: () => <PlatformField label="Platform" value="x" onChoose={nothing} /> },
  ],
  SelectField: [
    {
      state: 'with a hint',
      show: () => (
        <SelectField
          label="Decides in my place"
          hint="They decide on what is waiting on you."
          value="per"
          options={[
            { id: 'per', name: 'Per Berg' },
            { id: 'long', name: UNBROKEN },
          ]}
          onChoose={nothing}
        />
      ),
    },
  ],
  TextField: [
    { state: 'one line', show: () => <TextField label="Account" value="@acme" onInput={nothing} /> },
    {
      state: 'several lines, wrong',
      show: () => <TextField label="Reason" rows={3} error="Say why." value={LONG} onInput={nothing} />,
    },
  ],
  Glyph: GLYPHS.map((name) => ({ state: name, show: () => <Glyph name={name} /> })),
  Mark: [{ state: 'alone', show: () => <Mark /> }],
  Moment: [
    { state: 'just now', show: () => <Moment at={NOW} now={NOW} /> },
    { state: 'minutes ago', show: () => <Moment at={NOW - 5 * MINUTE} now={NOW} /> },
    { state: 'days ahead', show: () => <Moment at={NOW + 2 * DAY} now={NOW} /> },
    { state: 'long ago', show: () => <Moment at={NOW - 400 * DAY} now={NOW} /> },
  ],
  SeverityBadge: SEVERITIES.flatMap((severity) => [
    { state: severity, show: () => <SeverityBadge severity={severity} /> },
    { state: `${severity}, plain`, show: () => <SeverityBadge severity={severity} plain /> },
  ]),
  VerdictBadge: VERDICTS.map((verdict) => ({
    state: verdict,
    show: () => <VerdictBadge verdict={verdict} />,
  })),
  SourceLink: [
    {
      state: 'address, section and date',
      show: () => (
        <SourceLink source="https://www.finra.org/rules" section="FINRA 2210" checked="2026-11-20" />
      ),
    },
    { state: 'a house rule', show: () => <SourceLink source={null} section="House rule" checked={null} /> },
    {
      state: 'an address that is no page',
      show: () => <SourceLink source="javascript:alert(1)" section="Refused" checked={null} />,
    },
  ],
  Status: [
    ...TONES.map((tone) => ({
      state: tone,
      show: () => (
        <Status tone={tone} title="What happened" actions={<Button onPress={nothing}>What to do</Button>}>
          <p>What it means for the post.</p>
        </Status>
      ),
    })),
    {
      state: 'very long',
      show: () => (
        <Status tone="warn" title={LONG}>
          <p>{UNBROKEN}</p>
        </Status>
      ),
    },
  ],
  Announcer: [{ state: 'heard, not seen', show: () => <Announcer said="Approved." /> }],
  Empty: [
    {
      state: 'with what to do',
      show: () => (
        <Empty title="Nothing waits for you">
          <p>New requests appear here by themselves.</p>
        </Empty>
      ),
    },
  ],
  Loading: [{ state: 'at work', show: () => <Loading label="Loading …" /> }],
};
