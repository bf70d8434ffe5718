namespace QuickStart;

public enum Intent
{
    Order,
    Delivery,
    Return,
    Repair,
    Invoice,
    Advice,
    Complaint,
    Other,
}
