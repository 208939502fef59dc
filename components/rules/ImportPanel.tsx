import { useSignal } from '@preact/signals';
import { FORMATS, type Format } from '../../utils/rules/importers/importer.ts';
import {
  countOutcomes,
  OUTCOMES,
  type Outcome,
  type ReportLine,
} from '../../utils/rules/importers/report.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import { Status } from '../ui/Status.tsx';
import { TextField } from '../ui/TextField.tsx';
import { BringInError, type Brought, bringIn, guessFormat, readGiven } from './bring-in.ts';
import { freeFile } from './pack-shelf.ts';
import { useRulesTexts } from './texts.ts';
import type { Workbench } from './workbench.ts';
import { ZipError } from './zip.ts';

const SHOWN = 100;

/** Rules of other tools, as files or pasted, with what became of every line of them. */
export function ImportPanel({ bench }: { readonly bench: Workbench }) {
  const t = useRulesTexts();
  const format = useSignal<Format>('vale');
  const files = useSignal<readonly File[]>([]);
  const text = useSignal('');
  const title = useSignal('');
  const brought = useSignal<Brought | null>(null);
  const failure = useSignal<string | null>(null);
  const taken = useSignal<string | null>(null);

  async function read(): Promise<void> {
    failure.value = null;
    taken.value = null;
    brought.value = null;
    const given = files.value;
    if (given.length === 0 && text.value.trim() === '') {
      failure.value = t('importEmpty');
      return;
    }
    const name = title.value.trim() || given[0]?.name.replace(/\.[^.]*$/, '') || t(`format_${format.value}`);
    try {
      const { files: sources, ignored } =
        given.length === 0
          ? { files: [{ name: pastedName(format.value), text: text.value }], ignored: [] }
          : await readGiven(given, format.value);
      brought.value = bringIn(sources, format.value, name, ignored);
    } catch (error) {
      if (error instanceof ZipError)
        failure.value = t(`zip_${error.code}`, {
          file: given.find(({ name: one }) => /\.zip$/i.test(one))?.name ?? '',
        });
      else if (error instanceof BringInError) failure.value = t(error.code, { file: error.file });
      else throw error;
    }
  }

  const made = brought.value;
  const existing =
    made === null ? undefined : bench.packs.value.find(({ pack }) => pack?.pack === made.result.pack?.pack);
  return (
    <section class="card import" aria-labelledby="import-title">
      <h2 id="import-title">{t('importTitle')}</h2>
      <p class="muted">{t('importText')}</p>
      <div class="field-row">
        <Field label={t('importFiles')}>
          {(control) => (
            <input
              {...control}
              type="file"
              multiple
              accept=".zip,.yml,.yaml,.ini,.txt,.csv,.tsv"
              onChange={(event) => {
                files.value = [...(event.currentTarget.files ?? [])];
                if (files.value.length > 0) format.value = guessFormat(files.value.map(({ name }) => name));
              }}
            />
          )}
        </Field>
        <SelectField
          label={t('importFormat')}
          value={format.value}
          options={FORMATS.map((id) => ({ id, name: t(`format_${id}`) }))}
          onChoose={(id) => {
            format.value = id;
          }}
        />
        <TextField
          label={t('importName')}
          maxLength={100}
          value={title.value}
          onInput={(typed) => {
            title.value = typed;
          }}
        />
      </div>
      {files.value.length > 0 ? null : (
        <TextField
          label={t('importPaste')}
          rows={4}
          wrap="off"
          spellcheck={false}
          value={text.value}
          onInput={(typed) => {
            text.value = typed;
          }}
        />
      )}
      <div class="actions">
        <Button onPress={() => void read()}>{t('importRun')}</Button>
      </div>
      <div role="alert">{failure.value === null ? null : <p class="field-error">{failure.value}</p>}</div>
      <div role="status">
        {taken.value === null ? null : (
          <Status tone="clear" title={t('importTaken', { pack: taken.value })} />
        )}
      </div>
      {made === null ? null : (
        <>
          <Outcomes brought={made} />
          {made.yaml === null || made.result.pack === null ? null : (
            <div class="actions">
              <Button
                kind="main"
                onPress={() => {
                  const { pack } = made.result;
                  if (made.yaml === null || pack === null) return;
                  bench.putPack(existing?.file ?? freeFile(bench.packs.peek(), pack.pack), made.yaml);
                  taken.value = pack.pack;
                  brought.value = null;
                }}
              >
                {t(existing === undefined ? 'importTake' : 'importReplace', { pack: made.result.pack.pack })}
              </Button>
            </div>
          )}
          <Report lines={made.result.report} />
        </>
      )}
    </section>
  );
}

/** As a file of the format would be called. */
function pastedName(format: Format): string {
  return { vale: 'styles/Pasted/Rule.yml', csv: 'pasted.csv', prh: 'prh.yml', words: 'pasted.txt' }[format];
}

function Outcomes({ brought: { result, ignored } }: { readonly brought: Brought }) {
  const t = useRulesTexts();
  const count = result.pack?.rules.length ?? 0;
  return (
    <div role="status">
      <Status
        tone={count === 0 ? 'warn' : 'note'}
        title={count === 0 ? t('importNothing') : t('importMade', { count })}
      >
        <p>{t('importCounts', countOutcomes(result.report))}</p>
        {ignored.length === 0 ? null : <p>{t('importIgnored', { count: ignored.length })}</p>}
      </Status>
    </div>
  );
}

function Report({ lines }: { readonly lines: readonly ReportLine[] }) {
  const t = useRulesTexts();
  const only = useSignal<Outcome | ''>('');
  const limit = useSignal(SHOWN);
  const shown = only.value === '' ? lines : lines.filter(({ outcome }) => outcome === only.value);
  const left = shown.length - limit.value;
  return (
    <div class="import-report">
      <label class="inline-choice">
        {t('importShow')}{' '}
        <select
          value={only.value}
          onChange={(event) => {
            only.value = OUTCOMES.find((one) => one === event.currentTarget.value) ?? '';
          }}
        >
          <option value="">{t('importAll')}</option>
          {OUTCOMES.map((one) => (
            <option key={one} value={one}>
              {t(`outcome_${one}`)}
            </option>
          ))}
        </select>
      </label>
      <table class="plain-table">
        <caption>{t('importReport')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('importPlace')}</th>
            <th scope="col">{t('importWhat')}</th>
            <th scope="col">{t('importOutcome')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.slice(0, limit.value).map((line) => (
            <tr key={`${line.file} ${line.line} ${line.column} ${line.what} ${line.why?.code}`}>
              <td>
                {line.file}:{line.line}
              </td>
              <td dir="auto">{line.what}</td>
              <td>
                <strong>{t(`outcome_${line.outcome}`)}</strong>
                {line.why === null ? null : `: ${line.why.message}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {left <= 0 ? null : (
        <Button
          size="s"
          kind="quiet"
          onPress={() => {
            limit.value += SHOWN;
          }}
        >
          {t('importMore', { count: Math.min(left, SHOWN) })}
        </Button>
      )}
    </div>
  );
}
