const DIGITS = 9

/** What two sources have in common who write the same caller as `020 5512 4480` and `+856 20 55124480`; anything but a number is itself. */
export function callerKey(caller: string | null | undefined): string | null {
  if (!caller) return null
  const digits = caller.replaceAll(/\D/g, '')
  return digits.length >= 7 && !/\p{L}/u.test(caller) ? digits.slice(-DIGITS) : caller.toLowerCase().slice(0, 200)
}
