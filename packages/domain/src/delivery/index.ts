export { RANK, type BatchMessage, batchMessage, type DeliveryReason, deliveryReason, type DeliveryState, deliveryState, type ReceiptMessage, receiptMessage } from './delivery.ts';
