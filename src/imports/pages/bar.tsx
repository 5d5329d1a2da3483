type Part = { kind: 'ready' | 'refused' | 'done'; size: number }

/** A bar of parts; `label` says the same in words. */
export function Bar({ parts, total, label }: { parts: Part[]; total: number; label: string }) {
  return (
    <div className="bar" role="img" aria-label={label}>
      {parts.map(({ kind, size }) => (
        <span key={kind} className={kind} style={{ width: `${total === 0 ? 0 : Math.min(100, (100 * size) / total)}%` }} />
      ))}
    </div>
  )
}
