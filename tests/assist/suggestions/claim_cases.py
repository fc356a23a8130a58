"""Sentences that agents are offered, with what the case's record holds: those that must be marked and those that must not."""

from assist.suggestions.backing import Ground

EMPTY = Ground(values=["58213", "Maya", "Ama"])
LOOKED = Ground(
    ["order:delivered", "order:left", "payment:once", "refund:not_done"],
    ["58213", "£184.50", "Vidsyn 27 monitor"],
)
TWICE = Ground(["order:delivered", "order:left", "payment:twice", "refund:not_done"], ["58198", "£498.00"])
ON_ITS_WAY = Ground(
    ["order:left", "order:dispatched", "order:not_delivered", "order:expected", "order:not_late"],
    ["58307", "Northvan", "NV58307GB", "Saturday 21 November"],
)
LATE = Ground(
    ["order:left", "order:late", "order:expected", "order:not_delivered"], ["58322", "Thursday 19 November"]
)
PACKED = Ground(["order:processing", "order:not_left", "order:not_delivered", "order:expected"], ["58344"])
ASKED = Ground(["refund:asked"], ["58213", "£184.50"])
APPROVED = Ground(["refund:asked", "refund:approved"], ["58213", "£184.50"])
REFUNDED = Ground(["refund:done", "refund:asked", "refund:approved"], ["58213", "£184.50", "RF-77120"])
REPLACED = Ground(
    ["replacement:done", "replacement:asked", "replacement:expected"],
    ["58213", "RP-77121", "Monday 23 November"],
)
CLAIMED = Ground(["claim:done", "search:done"], ["CL-77122", "Northvan"])
CANCELLED = Ground(
    ["plan:done", "plan:cancelled", "plan:expected"], ["SUB-2098", "Fjordlight Care", "Tuesday 24 November"]
)
MOVED = Ground(["address:done"], ["14 Larch Terrace, Edinburgh EH10 4BF", "AC-77120"])
DAMAGED = Ground(
    values=["58213"],
    articles=[
        "You can choose between a replacement, sent free of charge, and the full price back including delivery. A refund reaches your"
        " card in 3 working days; we do not wait until the goods are back. We arrange the collection and it costs you nothing. We"
        " send the replacement on the same day."
    ],
)
RETURNS = Ground(
    articles=[
        "You can return anything within 30 days of delivery. Send it back unused. Large furniture is collected for £29."
    ]
)

MARKED: list[tuple[str, Ground]] = [
    # the flaw that was seen, in several wordings
    ("We will return the second payment to your card.", EMPTY),
    ("We will return the second payment to your card.", LOOKED),
    ("You are right, order 58213 was charged twice.", EMPTY),
    ("I'm sorry about that, and I'm asking for the second payment to be returned now.", EMPTY),
    ("I'm sorry you were charged twice.", LOOKED),
    ("The duplicate charge is being refunded.", EMPTY),
    ("Nothing was taken twice.", TWICE),
    ("One of the two amounts is only reserved and goes back by itself.", EMPTY),
    # deeds
    ("I have refunded you.", EMPTY),
    ("I refunded the full amount this morning.", LOOKED),
    ("We've already cancelled your plan.", LOOKED),
    ("I just changed the delivery address.", REFUNDED),
    ("I've asked the carrier to search for your parcel.", EMPTY),
    ("I've asked for the refund.", LOOKED),
    ("We have sent you a replacement.", REFUNDED),
    ("I have unlocked your account.", EMPTY),
    ("I booked the technician for you.", EMPTY),
    ("That's done, Hollis.", EMPTY),
    ("It is all sorted now.", LOOKED),
    ("Done! You need not do anything.", EMPTY),
    # how things stand
    ("I'm sorry your order is late, Oliver.", EMPTY),
    ("I'm sorry your order is late, Oliver.", ON_ITS_WAY),
    ("Your parcel is on its way.", PACKED),
    ("Your order was delivered yesterday.", ON_ITS_WAY),
    ("Order 58213 has already left the warehouse.", EMPTY),
    ("Your order has not been dispatched yet.", ON_ITS_WAY),
    ("Your refund has been approved.", ASKED),
    ("A supervisor has agreed to it.", ASKED),
    ("The refund is done.", ASKED),
    ("Your refund is on its way.", APPROVED),
    ("The delivery address of order 58213 is now 7 Raleigh Road.", EMPTY),
    ("Your plan has been cancelled.", LOOKED),
    ("Your replacement is booked.", REFUNDED),
    ("The delivery slot is confirmed.", ON_ITS_WAY),
    ("Your parcel was lost.", ON_ITS_WAY),
    ("The monitor is back in stock.", EMPTY),
    ("You are now verified.", EMPTY),
    ("It was our mistake.", LOOKED),
    ("Your data has been deleted.", EMPTY),
    # promises of what only a tool can do
    ("We will refund you the full price.", EMPTY),
    ("I'll send you a new one today.", EMPTY),
    ("I'm sending a replacement right away.", LOOKED),
    ("You will get your money back.", EMPTY),
    ("You'll receive a voucher for the trouble.", EMPTY),
    ("We're going to waive the delivery fee.", DAMAGED),
    ("Your parcel will arrive tomorrow.", EMPTY),
    ("I will give you a discount on the next order.", EMPTY),
    ("We will send a technician to your home.", DAMAGED),
    ("I am cancelling the order now.", PACKED),
    ("The refund will be paid tonight.", LOOKED),
    # figures and dates
    ("It takes 5 working days.", DAMAGED),
    ("You get £50 for the trouble.", DAMAGED),
    ("It arrives on Tuesday.", ON_ITS_WAY),
    ("Your reference is RF-99999.", REFUNDED),
]  # fmt: skip

KEPT: list[tuple[str, Ground]] = [
    # courtesy, questions, what only the customer can know
    ("I'm sorry your Vidsyn 27 monitor arrived damaged, Maya.", LOOKED),
    ("I'm sorry that your monitor arrived broken.", EMPTY),
    ("I understand that you planned around it.", EMPTY),
    ("Could you send me a photo of the damage and one of the box?", EMPTY),
    ("Would a pause help?", EMPTY),
    ("Has the parcel been delivered to a neighbour?", EMPTY),
    ("Was the second amount taken on the same day?", EMPTY),
    ("Hello Maya, this is Ama from Fjordlight.", EMPTY),
    ("I have read what you wrote, so you need not repeat it.", EMPTY),
    ("Please keep the box and all the packaging for now.", EMPTY),
    ("Thank you for telling me.", EMPTY),
    # offers, conditions, what the customer is quoted with
    ("I can send a replacement for order 58213.", EMPTY),
    ("You can have a replacement free of charge or your money back.", EMPTY),
    ("If your order was charged twice, the second payment goes back.", EMPTY),
    ("You wrote that you were charged twice.", EMPTY),
    ("I'll check whether the payment was taken twice.", EMPTY),
    ("Before I cancel it, would a pause help?", EMPTY),
    ("As soon as the refund is done, you get an e-mail.", EMPTY),
    ("We could refund it once the desk is back.", EMPTY),
    # the agent's own promises, which need no tool
    ("I'll tell you only what the carrier confirms.", EMPTY),
    ("I'll write to you as soon as they answer.", EMPTY),
    ("I'm looking that up now and will be right back with you.", EMPTY),
    ("I will call you about it.", EMPTY),
    ("You get a confirmation by e-mail.", EMPTY),
    ("I'll send you the link.", EMPTY),
    ("We will let you know what comes of it.", EMPTY),
    ("I'm taking this on and will tell you what comes of it.", EMPTY),
    # what the record bears
    ("You are right, order 58198 was charged twice.", TWICE),
    ("The second payment is on my screen.", TWICE),
    ("Nothing was taken twice.", LOOKED),
    ("Your order was delivered.", LOOKED),
    ("Order 58307 is on its way.", ON_ITS_WAY),
    ("They expect to deliver it on Saturday 21 November.", ON_ITS_WAY),
    ("I'm sorry your order is late.", LATE),
    ("Order 58307 has already left the warehouse, so I can't change its address.", ON_ITS_WAY),
    ("Your order has not been dispatched yet.", PACKED),
    ("Your order is being packed.", PACKED),
    ("I've asked for the refund.", ASKED),
    ("For this amount a supervisor has to agree, so please stay with me for a moment.", ASKED),
    ("A supervisor has agreed to the refund.", APPROVED),
    ("I have refunded £184.50.", REFUNDED),
    ("The refund of £184.50 is done; the reference is RF-77120.", REFUNDED),
    ("You will get your money back.", REFUNDED),
    ("Your replacement is booked with the reference RP-77121.", REPLACED),
    ("Your replacement will arrive on Monday 23 November.", REPLACED),
    ("I've asked the carrier to search for your parcel.", CLAIMED),
    ("The claim is logged under CL-77122.", CLAIMED),
    ("Your plan has been cancelled and ends on Tuesday 24 November.", CANCELLED),
    ("That's done, Hollis.", CANCELLED),
    ("I have changed the delivery address to 14 Larch Terrace, Edinburgh EH10 4BF.", MOVED),
    # what an article says of everybody
    ("A refund reaches your card in 3 working days.", DAMAGED),
    ("We will send the replacement on the same day.", DAMAGED),
    ("We will arrange the collection.", DAMAGED),
    ("You can return anything within 30 days of delivery.", RETURNS),
    ("It is collected for £29.", RETURNS),
]  # fmt: skip

# Three sets that were written apart, each before the rules had been tried on it. What each showed was then mended, so they are seen
# by now; the rates of the first try stand in assist/learning/RESULTS.md.
MARKED_UNSEEN: list[tuple[str, Ground]] = [
    ("We'll transfer the 249 pounds back to you straight away.", EMPTY),
    ("Your bank was debited two times.", LOOKED),
    ("Both charges went through on our side.", EMPTY),
    ("I've gone ahead and issued a full refund.", EMPTY),
    ("Your money should be back soon, it was sent on Friday.", EMPTY),
    ("We've taken care of the cancellation for you.", EMPTY),
    ("Your subscription ended today.", EMPTY),
    ("The courier has your parcel in his van.", EMPTY),
    ("Your package got lost in transit.", ON_ITS_WAY),
    ("A new chair is on its way to you.", REFUNDED),
    ("I'm going to credit your account with the difference.", EMPTY),
    ("We owe you £80.", LOOKED),
    ("Your colleague's promise will be kept: you get the voucher.", EMPTY),
    ("The address has been updated as you wished.", EMPTY),
    ("Our technician comes on Thursday.", EMPTY),
    ("You won't be charged for this order.", EMPTY),
    ("Your account is unlocked again.", EMPTY),
    ("We accept that the fault was ours.", EMPTY),
    ("The supervisor already approved your refund.", ASKED),
    ("I cancelled it for you.", EMPTY),
    ("The payment was declined by your bank.", LOOKED),
    ("Your return reached our warehouse.", LOOKED),
    ("I'll make sure that the duplicate is reversed.", EMPTY),
    ("You have been credited £10.", LOOKED),
    ("Thursday at 9 is booked for you.", EMPTY),
]  # fmt: skip
KEPT_UNSEEN: list[tuple[str, Ground]] = [
    ("Let me look at the payments of your order first.", EMPTY),
    ("Thank you for your patience, I know this is annoying.", EMPTY),
    ("Can you tell me which of the two amounts is marked as pending?", EMPTY),
    ("Should the parcel not turn up, please write again.", EMPTY),
    ("I'd like to understand what happened before we go on.", EMPTY),
    ("You can refuse the parcel at the door, or send it back free of charge.", EMPTY),
    ("Which two days would suit you?", EMPTY),
    ("I'm passing this to the payments desk, with everything you told me.", EMPTY),
    ("Unplug it and don't use it until we have looked at this together.", EMPTY),
    ("If you'd rather have the refund, tell me and I'll prepare it.", EMPTY),
    ("I see two payments for this order in our system.", TWICE),
    ("You were indeed charged twice, and I'm sorry about that.", TWICE),
    ("Your parcel is out for delivery with Northvan.", ON_ITS_WAY),
    ("It was delivered to your door.", LOOKED),
    ("Your order hasn't left our warehouse yet.", PACKED),
    ("We have paid £184.50 back to you.", REFUNDED),
    ("The money is on its way to your card.", REFUNDED),
    ("I've sent you a new monitor under RP-77121.", REPLACED),
    ("Your Care plan is cancelled.", CANCELLED),
    ("Your delivery address has been changed.", MOVED),
    ("The refund is waiting for my supervisor.", ASKED),
    ("You pay nothing, whatever you choose.", DAMAGED),
    ("The replacement is sent free of charge.", DAMAGED),
    ("Give me a minute, please.", EMPTY),
    ("I will get back to you before the end of my shift.", EMPTY),
]  # fmt: skip


MARKED_LATER: list[tuple[str, Ground]] = [
    ("The 249 pounds are already back on your card.", EMPTY),
    ("I went ahead and cancelled your membership.", EMPTY),
    ("Your bookcase shipped this morning.", PACKED),
    ("Our warehouse confirmed that your return is in.", EMPTY),
    ("You'll have the replacement in your hands by Monday.", EMPTY),
    ("Your complaint has been upheld.", EMPTY),
    ("We've waived the fee for you.", EMPTY),
    ("I see that you paid two times.", LOOKED),
    ("The engineer will be with you on Thursday.", EMPTY),
    ("Your new address is saved.", EMPTY),
    ("I've put the refund through.", LOOKED),
    ("We'll knock £20 off your next order.", EMPTY),
    ("The delay is on our side, we are sorry.", ON_ITS_WAY),
    ("Your password has been reset.", EMPTY),
    ("Your order is scheduled for tomorrow.", EMPTY),
    ("The carrier has confirmed the damage.", EMPTY),
    ("Your claim was accepted.", EMPTY),
    ("A supervisor signed it off.", ASKED),
    ("Consider it refunded.", EMPTY),
    ("The money will reach you tomorrow.", EMPTY),
    ("We already dispatched your spare part.", EMPTY),
    ("Your cancellation went through.", EMPTY),
    ("I've authorised the refund myself.", EMPTY),
    ("Your lamp is with the driver now.", EMPTY),
    ("We'll have your money back to you by Friday.", EMPTY),
    ("Your slot was moved to the afternoon.", EMPTY),
    ("You were billed in error.", LOOKED),
    ("I made an exception and approved it.", EMPTY),
    ("The replacement has left our warehouse.", REFUNDED),
    ("The carrier lost your parcel.", ON_ITS_WAY),
    ("I promise that it arrives tomorrow.", PACKED),
    ("Your membership stops at the end of the month.", EMPTY),
    ("We are crediting £30 to your account.", EMPTY),
    ("Your bank has already received the refund.", ASKED),
    ("I have noted the damage and sent a courier to collect it.", EMPTY),
]  # fmt: skip
KEPT_LATER: list[tuple[str, Ground]] = [
    ("Sorry to hear that the parcel arrived in such a state.", EMPTY),
    ("May I put you on hold for two minutes?", EMPTY),
    ("I'd need the postcode on the order to go on.", EMPTY),
    ("If the second payment does not disappear, tell us.", EMPTY),
    ("I can offer you a replacement or a refund.", EMPTY),
    ("Let me read the payments with you.", EMPTY),
    ("You mentioned that the box was crushed.", EMPTY),
    ("I'll look into it and come back to you today.", EMPTY),
    ("Does the display show a code?", EMPTY),
    ("Order 58213 is the one with the monitor, is that right?", LOOKED),
    ("Your parcel was handed over on the way, it is out for delivery.", ON_ITS_WAY),
    ("Your order has been delivered.", LOOKED),
    ("I've refunded £184.50 to your card.", REFUNDED),
    ("The refund has been approved.", APPROVED),
    ("I have requested the refund.", ASKED),
    ("We will return anything within 30 days.", RETURNS),
    ("You have been charged twice.", TWICE),
    ("The carrier claim has been opened.", CLAIMED),
    ("I understand how annoying that is.", EMPTY),
    ("Please hold the down button until the desk has reached its lowest point.", EMPTY),
    ("Thanks for your patience, Maya.", EMPTY),
    ("Could you tell me the last four letters of the reference?", EMPTY),
    ("I can see why that is frustrating.", EMPTY),
    ("If it is cheaper elsewhere, send us the link.", EMPTY),
    ("I've read through our conversation.", EMPTY),
    ("I'm checking the payments of your order at the moment.", EMPTY),
    ("A supervisor will look at it and I'll tell you the answer.", EMPTY),
    ("Please attach the photo here.", EMPTY),
    ("Your order was delivered, so a return is possible.", LOOKED),
    ("Your refund of £184.50 has been paid.", REFUNDED),
    ("The parcel should be with you on Saturday 21 November.", ON_ITS_WAY),
    ("Your plan is cancelled, reference SUB-2098.", CANCELLED),
    ("We have booked your replacement, RP-77121.", REPLACED),
    ("You can still change your mind.", EMPTY),
    ("We collect large furniture for £29.", RETURNS),
]  # fmt: skip
