import { useFormats } from '#ui/text.tsx'

/** How large a file is, as people say it. */
export function useBytes() {
  const { number } = useFormats()
  return (bytes: number) =>
    bytes < 1_000_000 ? `${number(Math.max(1, Math.round(bytes / 1024)))} KB` : `${number(bytes / 1_048_576, 1)} MB`
}
