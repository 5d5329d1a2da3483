import '@mantine/core/styles/NumberInput.layer.css'

export { NumberInput as default } from '@mantine/core'
