import { PLATFORM_IDS } from './platforms.ts';
import { SelectField } from './SelectField.tsx';
import { platformName, useCommonTexts } from './texts.ts';

/** A choice of where a post is to go out. */
export function PlatformField({
  label,
  value,
  onChoose,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChoose: (platform: string) => void;
}) {
  const common = useCommonTexts();
  return (
    <SelectField
      label={label}
      value={value}
      options={PLATFORM_IDS.map((id) => ({ id, name: platformName(common, id) }))}
      onChoose={onChoose}
    />
  );
}
